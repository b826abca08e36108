## States

word-processing = Processing
word-confirmed = Confirmed
word-failed = Failed
word-planned = Planned
word-adjusted = Adjusted
word-processed = Processed
word-deleted = Deleted

## Intervals of subscriptions

word-week = Week
word-month = Month
word-quarter = Quarter
word-year = Year

## Origins of reconciliations

word-checkout = Checkout
word-installment = Installment
word-balance-payment = Balance payment
word-subscription = Subscription
word-mark = Mark
word-manual = Manual
word-suggestion = Suggestion
word-reconcile-account = Reconcile account
word-reconcile-all = Reconcile all
word-correction = Correction
word-import = Import
word-write-off = Write off

## Sides, and parts of bank lines

word-debit = Debit
word-transaction = Transaction
word-fee = Fee

## Kinds of files

word-accounts = Accounts
word-ledger-codes = Ledger codes
word-invoices = Invoices
word-payments = Payments
word-credits = Credits
word-refunds = Refunds
word-reconciliations = Reconciliations

## Kinds of changes

word-account-created = Account created
word-account-updated = Account updated
word-account-withdrawn = Account withdrawn
word-member-added = Member added
word-member-updated = Member updated
word-transaction-recorded = Transaction recorded
word-transaction-updated = Transaction updated
word-transaction-withdrawn = Transaction withdrawn
word-payment-confirmed = Payment confirmed
word-payment-failed = Payment failed
word-reconciliation-created = Reconciliation created
word-reconciliation-updated = Reconciliation updated
word-reconciliation-released = Reconciliation released
word-planned-payment-created = Planned payment created
word-planned-payment-updated = Planned payment updated
word-planned-payment-ended = Planned payment ended
word-subscription-created = Subscription created
word-subscription-updated = Subscription updated
word-subscription-withdrawn = Subscription withdrawn
word-ledger-code-created = Ledger code created
word-ledger-code-updated = Ledger code updated
word-ledger-code-withdrawn = Ledger code withdrawn
word-bank-account-created = Bank account created
word-bank-account-withdrawn = Bank account withdrawn
word-bank-line-imported = Bank line imported
word-bank-line-explained = Bank line explained
word-bank-line-reopened = Bank line reopened
word-bank-line-withdrawn = Bank line withdrawn
word-books-closed = Books closed
word-books-reopened = Books reopened
word-person-erased = Person erased
word-user-created = User created
word-user-updated = User updated
word-token-created = Token created
word-token-revoked = Token revoked
