## What other systems call a record

billing-external-id = External ID: { $id }

## The account

billing-make-payment = Make payment
billing-operations = Operations
billing-its-items = its items
billing-none-match = No transactions match.
billing-balance = Balance
billing-expected-balance = Expected balance
billing-due = Due
billing-unapplied = Unapplied
billing-aging = Due today, by days overdue
billing-the-account = the account
billing-filter = Filter by number, description, kind, amount or date
billing-filter-for = Number, description or amount
billing-transactions =
    { $count ->
        [one] { $count } transaction
       *[other] { $count } transactions
    }
billing-transactions-here =
    { $count ->
        [one] { $count } transaction, here { $from } – { $to }
       *[other] { $count } transactions, here { $from } – { $to }
    }
billing-income = Income
billing-no-charges = No charges yet.
billing-cash-flow = Cash flow
billing-no-payments = No payments yet.
billing-pages = Earlier and newer transactions
billing-newest = Newest transactions
billing-earlier = Earlier transactions
billing-key-reconcile = Reconcile the selected transaction, or the account
billing-billing = billing
billing-not-found = Account not found, or you don't have access to it.
billing-all-accounts = All accounts
billing-account-number = Account { $number }
billing-with = with { $members }
billing-account = Account

## Transactions

billing-processing = processing
billing-described = { $kind }: { $description }
billing-described-more = { $description } and { $count } more
billing-needs-fixing = needs fixing
billing-amount-open = { $amount } open
billing-open = open
billing-planned = planned
billing-invoice-kind = Invoice:
