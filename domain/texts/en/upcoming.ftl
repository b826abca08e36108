upcoming-any = Any due date
upcoming-by-today = Due by today
upcoming-in-week = Due within a week
upcoming-in-month = Due within 30 days
upcoming-planned-only = Planned only
upcoming-with-ended = Include processed and deleted
upcoming-planned = Planned
upcoming-adjusted = Amount changed: arrives unreconciled
upcoming-processed = Processed
upcoming-deleted = Deleted
upcoming-process = Process due payments
upcoming-actions = Actions
upcoming-edit = Edit
upcoming-loading = upcoming payments
upcoming-none-match = No planned payments match.
upcoming-search-hint = Search by owner, account, item, invoice or exact amount. { $all }
upcoming-show-all = Show all upcoming payments
upcoming-none = No upcoming payments.
upcoming-none-how = Plan payments from an account. { $accounts }
upcoming-title = Upcoming payments
upcoming-count =
    { $count ->
        [one] { $count } planned payment
       *[other] { $count } planned payments
    }
upcoming-search = Search by owner, account, item, invoice or amount
upcoming-search-for = Owner, item or amount
upcoming-due = Due
upcoming-show = Show
upcoming-named = planned payment of { $owner }, { $amount }, { $date }
upcoming-overdue = Overdue
upcoming-today = Today
upcoming-within-week = Within a week
upcoming-later = Later
upcoming-ended = Processed and deleted
upcoming-payments =
    { $count ->
        [one] { $count } payment
       *[other] { $count } payments
    }
upcoming-payments-shown =
    { $count ->
        [one] { $count } payment shown
       *[other] { $count } payments shown
    }
upcoming-and = and
upcoming-for = For
upcoming-as = { $state } as { $number }
upcoming-nothing-yet = Nothing yet
