unreconciled-due = Due
unreconciled-both = Both sides
unreconciled-invalid = Invalid reconciliations
unreconciled-invoices = Invoices
unreconciled-refunds = Refunds
unreconciled-corrections = Payment corrections
unreconciled-payments = Payments
unreconciled-deposits = Deposits
unreconciled-credits = Credits
unreconciled-cancellations = Cancellations

## The columns

unreconciled-age-days = Age in days
unreconciled-owner-name = Owner name
unreconciled-account-number = Account number
unreconciled-kind = Kind
unreconciled-number = Number
unreconciled-position = Position
unreconciled-status = Status
unreconciled-open = Open
unreconciled-currency = Currency
unreconciled-item = Item
unreconciled-age = Age
unreconciled-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
unreconciled-for = for { $member }
unreconciled-reference = Reference: { $reference }

## The list

unreconciled-choose-dates = Choose the dates above.
unreconciled-loading = unreconciled items
unreconciled-none-match = No open items match.
unreconciled-show-all = Show all unreconciled items
unreconciled-nothing = Nothing is recorded yet.
unreconciled-nothing-import = Accounts, invoices and payments come first. { $import }, or { $create }.
unreconciled-nothing-how = Accounts, invoices and payments come first. { $create }
unreconciled-import = Import them
unreconciled-or-create = create an account
unreconciled-create = Create an account
unreconciled-all-done = Everything is reconciled.
unreconciled-all-done-how = New open items will appear here. { $accounts }
unreconciled-count =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
unreconciled-search = Search by owner, account, transaction, reference or amount
unreconciled-search-for = Owner, number, reference or amount
unreconciled-show = Show
unreconciled-side = { $side }, { $items }
unreconciled-side-in = { $side } in { $currency }, { $items }
