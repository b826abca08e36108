closing-title = Closing
closing-close = Close a period
closing-closed-through = Closed through
closing-reconciliations = Reconciliations
closing-closed-too = Closed too
closing-open = Open
closing-closed = Closed
closing-reopened = Reopened
closing-reopened-why = { $person }: { $reason }
closing-reports = Reports
closing-what-changed = What changed since
closing-what-changed-through = What changed since the closing through { $date }
closing-actions = Actions
closing-reopen = Reopen
closing-period-through = the period through { $date }
closing-closings = closings
closing-empty = No period is closed yet.
closing-empty-how = Close a month once it is reported: nothing in it changes any more.
closing-caption = Closings
closing-checking = Checking…
closing-yes = Yes
closing-what-is-open = what is open
closing-before = Before you close { $date }
closing-through = Closed through { $date }

## What is open, before the next period is closed

closing-money = All money is matched
closing-money-ask = All money is matched?
closing-money-open =
    { $count ->
        [one] { $count } open, { $amount }
       *[other] { $count } open, { $amount }
    }
closing-lines = All bank lines are explained
closing-lines-ask = All bank lines are explained?
closing-lines-open =
    { $count ->
        [one] { $count } open line
       *[other] { $count } open lines
    }
closing-balances = The bank's balances are those of the books
closing-balances-ask = The bank's balances are those of the books?
closing-balance-differs = { $account }: { $difference }
closing-invalid = No reconciliation is invalid
closing-invalid-ask = No reconciliation is invalid?
closing-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
closing-slow = No eCheck is processing
closing-slow-ask = No eCheck is processing?
closing-processing = { $count } processing

## Closing a period, and opening it again

closing-enter-day = Enter the last day to close.
closing-means = Nothing is recorded, undone or moved in a closed period. Its reports stay as they are, whatever is recorded later.
closing-all-days = Close all days through
closing-reconciliations-too = Close reconciliations too
closing-reconciliations-hint = Otherwise money of the period can still be matched.
closing-save = Close the period
closing-done = The books are closed through { $date }.
closing-reopen-title = Reopen the period through { $date }
closing-reopen-means = Days of this period, and of every later one, can be changed again. Reports can then differ from what was handed on.
closing-reason = Reason
closing-reason-hint = Kept with the closing.
closing-reopen-done = The period through { $date } is open again.

## In the activity list

log-did-close-books = Books closed
log-did-reopen-books = Books reopened

## From the server

closing-day-invalid = { $through } cannot be closed: choose a day from { $earliest } to today, { $today }.
closing-already = { $closed_by } has closed the books through { $through } already. Choose a later day.
closed-what = { $what }, { $day }, is in a closed period: { $closed_by } closed the books through { $through }. { $way }, or have the books reopened.
closed-day = { $day } is in a closed period: { $closed_by } closed the books through { $through }. { $way }, or have the books reopened.
closed-give-later = Give { $first_open_day } or a later date
closed-return = The return of { $number }
closed-run = The run
closed-money = The money
closed-money-of-reconciliation = The money of a reconciliation
closed-try-on = Try again on { $day }
closed-method-stays = Its method stays as it is
closed-leave-method = Leave its method as it is
closed-take-back-later = Record what takes it back on an open day
closed-leave-reconciliations = Its reconciliations were closed as well; leave them
closed-import-later = Import what is left on an open day
closing-not-closed = The books were not closed through { $through }, or are open again. { $way }
closing-days = Closed periods end on { $days }: choose one of these days.
closing-none = No period is closed.
