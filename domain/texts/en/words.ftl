## Kinds of transactions

word-invoice = Invoice
word-payment = Payment
word-deposit = Deposit
word-credit = Credit
word-cancellation = Cancellation
word-refund = Refund
word-payment-correction = Payment correction

## Methods of payment

word-cash = Cash
word-check = Check
word-card = Card
word-echeck = eCheck
word-transfer = Transfer
word-other = Other

## Permissions

word-view-client-accounts = View client accounts
word-client-billing = Client billing
word-manage-reconciliations = Manage reconciliations
word-delete-reconciliations = Delete reconciliations
word-view-reports = View reports
word-record-transactions = Record transactions
word-import-data = Import data
word-manage-access = Manage access
word-close-books = Close books

## Statuses of reconciliation

word-fully-reconciled = Fully reconciled
word-partially-reconciled = Partially reconciled
word-not-reconciled = Not reconciled
word-reconciled-with-planned-payments = Reconciled with planned payments
word-reconciliation-error = Reconciliation error
words-not-arrived = Processing: the money has not arrived yet. { $status }

## Who did something

words-command-line = command line
words-provider = sign-in provider
words-token = token { $name }
