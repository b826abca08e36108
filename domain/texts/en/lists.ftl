## More rows

lists-show-more = Show more
lists-rows = Rows
lists-of = { $shown } of { $total }
lists-keeps-changing = The list keeps changing while it loads. Try again in a moment.

## Export

lists-export = Export CSV
lists-copy = Copy for spreadsheet
lists-loading = Loading…
lists-loading-of = Loading… { $known } of { $total }
lists-copied =
    { $count ->
        [one] Copied { $count } row. Paste them into a spreadsheet.
       *[other] Copied { $count } rows. Paste them into a spreadsheet.
    }
lists-copy-blocked = Your browser blocked copying. Export a CSV file instead.

## Periods

lists-period = Period
lists-last-month = Last month
lists-last-3-months = Last 3 months
lists-last-6-months = Last 6 months
lists-last-12-months = Last 12 months
lists-this-month = This calendar month
lists-last-calendar-month = Last calendar month
lists-this-quarter = This quarter
lists-last-quarter = Last quarter
lists-this-fiscal-year = This fiscal year
lists-last-fiscal-year = Last fiscal year
lists-fiscal-year = Fiscal year { $year }
lists-quarter = { $year } Q{ $quarter }
lists-all-dates = All dates
lists-through-today = Through today
lists-calendar = Calendar
lists-years = Years
lists-quarters = Quarters
lists-months = Months
lists-custom-dates = Custom dates…
lists-from = From
lists-to = To
lists-enter-days = Enter the first and the last day.
lists-days-reversed = The first day is after the last day.

## As of an instant

lists-as-of = As of
lists-as-of-instant = As of { $instant }.
lists-as-of-leaves-out = Leaves out whatever was recorded, deleted, confirmed or undone later, whatever its date. Names and titles are current.

## What happens meanwhile

lists-running-jobs = Running jobs
lists-accounts-done = { $done } of { $total } accounts
lists-job-finished = { $job } has finished. Open it to see the result.
lists-much-changed = Much has changed meanwhile.
lists-changed =
    { $count ->
        [one] Changed by { $people }.
       *[other] { $count } changes by { $people }.
    }
lists-you-elsewhere = you elsewhere
lists-others =
    { $count ->
        [one] { $count } other
       *[other] { $count } others
    }
lists-show = Show
