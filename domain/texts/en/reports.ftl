## The list, and what all reports have

reports-title = Reports
reports-all = All reports
reports-running = { $title }, { $days }, in { $currency }
reports-running-as-of = { $title }, { $days }, as of { $moment }, in { $currency }
reports-title-of = { $title }, { $days }
reports-days-in = { $days }, in { $currency }
reports-currency = Currency
reports-date = Date
reports-print = Print
reports-printed = Tieout, printed { $moment } by { $person }
reports-nothing-yet = Nothing to report yet.
reports-choose-dates = Choose the dates above.
reports-the-report = the report
reports-choose-others = Choose other dates or another currency.
reports-first-rows = First { $shown } of { $total } rows. Use the report's Print button to print all rows.
reports-client-names = client names
reports-only =
    { $count ->
        [one] Only { $group }: { $count } row, { $sum }. { $all }
       *[other] Only { $group }: { $count } rows, { $sum }. { $all }
    }
reports-all-rows = Show all rows
reports-group-unreconciled = unreconciled
reports-group-no-code = no ledger code
reports-group-code = ledger code { $code }
reports-not-found = Report not found.
reports-to-reports = Go to reports

## What changed since an instant

reports-row = Row
reports-then = Then
reports-now = Now
reports-changed-by = Changed by
reports-what-changed = what changed
reports-nothing-differs = Nothing differs.
reports-as-then = Each figure of this report is what it was then.
reports-changed-rows = Changed rows
reports-more-changed =
    { $count ->
        [one] And { $count } more row. The command line lists all.
       *[other] And { $count } more rows. The command line lists all.
    }
reports-changed-since = What changed since { $moment }

## Columns and figures

reports-owner = Owner
reports-total-due = Total due
reports-processing = Processing
reports-planned = Planned
reports-total = Total
reports-rows-shown = Rows shown
reports-ledger-code = Ledger code
reports-no-ledger-code = No ledger code
reports-unreconciled = Unreconciled
reports-received = Received
reports-amount = Amount
reports-kind = Kind
reports-method = Method
reports-number = Number
reports-reference = Reference
reports-name = Name
reports-text = Text
reports-status = Status
reports-position = Position
reports-description = Description
reports-code-title = Title
reports-owner-name = Owner name
reports-account-number = Account number
reports-applied = Applied
reports-applied-to = Applied to
reports-applied-amount = Applied amount
reports-transaction-amount = Transaction amount
reports-processing-amount = Processing amount
reports-yes = yes
reports-no = no
reports-comparison = Comparison
reports-invoiced = Invoiced
reports-credited = Credited
reports-net = Net
reports-credited-cancelled = Credited and cancelled
reports-sales = Sales
reports-cash = Cash
reports-by-credits = By credits
reports-paid-by-credits = Paid by credits
reports-credits-used = Credits used
reports-from = From
reports-for = For
reports-item = Item
reports-transaction = Transaction
reports-payment = Payment
reports-none = None

## Payment by item, and by ledger code

reports-payment-by-item-counts = Every payment and deposit dated in the period, less refunds and payment corrections, with what each was applied to and its unreconciled amount. Payment dates count, not invoice dates. A failed payment stays in the report; its correction reverses it on the correction date.
reports-no-payments = No payments, deposits, refunds or corrections in this period.
reports-payment-by-item-adds-up = { $report } for the same dates adds up these rows and has the same total.
reports-is-processing = processing
reports-payment-by-ledger-code-counts = Payment by item, totaled by ledger code and method. “No ledger code” is a payment or deposit offset by its refund or correction; “Unreconciled” is not applied to anything yet.

## Breakdown of payments

reports-breakdown-counts = What was paid for each ledger code's invoice items, by payment date, less refunds of its credits. Credits and cancellations are shown separately, by their own dates: “Paid by credits” under the ledger code they paid for, “Credits used” under their own. Unreconciled payments are not included.
reports-no-reconciled = No reconciled payments in this period.
reports-by-reconciliation = By reconciliation
reports-by-ledger-code = By ledger code

## Sales by ledger code, and by item

reports-sales-by-ledger-code-counts = Amounts invoiced under each ledger code, less credits and cancellations, each by its own date. Includes unpaid and unreconciled items.
reports-sales-by-item-counts = Every item of an invoice, credit or cancellation dated in the period. Credits and cancellations are subtracted. Includes unpaid and unreconciled items.
reports-no-sales = No invoices, credits or cancellations in this period.
reports-select-code = Select a ledger code to see its items. For what was paid, see the { $breakdown }.
reports-breakdown-link = breakdown of payments
reports-sales-by-item-adds-up = { $report } for the same dates adds up these rows and has the same total.

## Aging

reports-aging-counts = Unpaid amounts on this date by days overdue, counted from the due date, or from the invoice date if there is none. Processing and planned payments have not arrived: what they pay for is still due, and shown separately.
reports-of-which-processing = Of which processing
reports-of-which-planned = Of which planned
reports-nothing-due = Nothing is due on this date.
reports-due-on = Due on { $date }, by days overdue
reports-account-owes = What each account owes
reports-all-accounts = All accounts
reports-not-due = Not due
reports-days-1 = Days 1 to 30
reports-days-31 = Days 31 to 60
reports-days-61 = Days 61 to 90
reports-days-90 = Over 90 days
reports-amount-processing = { $amount } processing
reports-amount-planned = { $amount } planned

## Bank reconciliation

reports-side = Side
reports-side-bank = Bank
reports-side-books = Books
reports-not-on-other-side = Not on the other side
reports-bank-account = Bank account
reports-no-bank-accounts = No bank accounts yet.
reports-create-bank-account = Create one and import its statements
reports-lines-unexplained = On the bank account, not explained
reports-unexplained-lines = Bank lines that are not explained
reports-explain-them = Explain them
reports-all-explained = Every line is explained.
reports-unmatched = Recorded in { $currency }, on no bank line
reports-unmatched-caption = Recorded money that is on no bank line
reports-all-on-lines = All recorded money is on a bank line.
reports-recorded-money = recorded money
reports-bank-of = { $account }, { $date }, in { $currency }
reports-bank-counts = The bank's balance, less what its lines leave unexplained, is the balance of the books. An ignored line counts as unexplained.
reports-not-given = not given
reports-balance-bank = Balance at the bank
reports-lines-not-explained = Lines not explained
reports-balance-books = Balance of the books
reports-difference = Difference
reports-on-no-line-total = Recorded on no bank line
reports-no-balance = No imported statement has a balance, so the bank's side cannot be checked.
reports-bank-has-more = The bank has { $amount } more than the imported lines come to: movements are in no imported statement. Import what is missing.
reports-bank-has-less = The bank has { $amount } less than the imported lines come to: movements are in no imported statement. Import what is missing.
reports-ties-out = It ties out: every cent between the bank and the books is listed below.
reports-line = Line
reports-no-text = No text
reports-booked = Booked
reports-not-explained = Not explained
reports-recorded = Recorded
reports-on-no-line = On no line
reports-credit-number = Credit number
reports-debit-number = Debit number

## The list of reports, their tabs, and Find

report-list-by-item = By item
report-list-by-ledger-code = By ledger code
report-list-breakdown = Breakdown
report-list-sales = Sales
report-list-items-sold = Items sold
report-list-aging = Aging
report-list-bank = Bank
report-list-payment-by-item = Payment by item
report-list-payment-by-item-is = Every payment in a period and what it was applied to.
report-list-payment-by-ledger-code = Payment by ledger code
report-list-payment-by-ledger-code-is = Payments received, by ledger code and method.
report-list-payment-breakdown = Breakdown of payments by ledger code
report-list-payment-breakdown-is = What was paid for each ledger code, invoice by invoice, in cash and by credits.
report-list-sales-by-ledger-code = Sales by ledger code
report-list-sales-by-ledger-code-is = Invoices less credits and cancellations, paid or not.
report-list-sales-by-item = Sales by item
report-list-sales-by-item-is = Every item invoiced, credited or cancelled in a period.
report-list-aging-is = What each account owes on a date, by days overdue.
report-list-bank-reconciliation = Bank reconciliation
report-list-bank-reconciliation-is = A bank account against the books on a date: both balances, and what is on one side alone.

## From the server

report-no-accounts = There are no accounts yet. Give a currency.
report-one-currency = A report covers one currency. Choose one: { $currencies }.
