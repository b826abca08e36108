## From the server

paper-account-not-found = Account not found. Give accountId, or account with its number.
paper-payment-not-found = Payment not found. Give transactionId or number of a payment or deposit.
paper-member-not-found = Member not found. Choose a member of this account.
paper-year-invalid = { $text } is not a year. Write it as 2026.
paper-value-missing = { $name } is missing. Give it as { $name }={ $example }.
paper-too-long = The document would have { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
}; it can have { $most }. Choose a shorter period.
paper-one-year = A yearly receipt is for one calendar year. Give a year.
paper-account = Account
paper-page = Page
paper-of-pages = of
paper-made-on = Made on
paper-date = Date
paper-transaction = Transaction
paper-charged = Charged
paper-paid = Paid
paper-balance = Balance
paper-opening-balance = Opening balance
paper-paid-and-credited = Paid and credited
paper-closing-balance = Closing balance
paper-statement = Statement
paper-amounts-in = Amounts in
paper-no-transactions = There are no transactions in this period.
paper-payment-on-its-way = This payment is on its way and has not arrived yet.
paper-payment-failed = This payment came back or was reversed. It is not a proof of payment.
paper-receipt = Receipt
paper-paid-on = Paid on
paper-method = Method
paper-reference = Reference
paper-amount-paid = Amount paid
paper-paid-for = Paid for
paper-number = Number
paper-dated = Dated
paper-amount = Amount
paper-kept = Kept on the account
paper-total = Total
paper-for = For
paper-account-itself = The account itself
paper-yearly-receipt = Yearly receipt
paper-year = Year
paper-not-applied = Not applied to anything
paper-yearly-note = By the date on which the money was paid. Refunds are subtracted; money that has not arrived is left out.
paper-matched-on = Payments are shown with what they paid for, as matched on { $day }.
paper-on-its-way = On its way and not counted yet: { $amount }.
paper-paid-in-year = Paid in { $year }
paper-kind = { $kind ->
    [INVOICE] Invoice
    [PAYMENT] Payment
    [DEPOSIT] Deposit
    [CREDIT] Credit
    [CANCELLATION] Cancellation
    [REFUND] Refund
   *[PAYMENT_CORRECTION] Returned payment
}
paper-method-of = { $method ->
    [CASH] cash
    [CHECK] check
    [CARD] card
    [ECHECK] eCheck
    [TRANSFER] transfer
   *[OTHER] other
}
paper-for-whom = { $what }, for { $name }
papers-known = There are the documents { $documents }.
paper-method-title = { $method ->
    [CASH] Cash
    [CHECK] Check
    [CARD] Card
    [ECHECK] eCheck
    [TRANSFER] Transfer
   *[OTHER] Other
}
paper-of-one-payment = A receipt is of one payment. Make statements or yearly receipts.
papers-job-not-found = Job not found. Give jobId, the id of a job that makes documents.
papers-job-runs = The job is still making documents. Ask again once it has ended.
papers-job-has-none = This job has no documents: it made none, or they were deleted since. Start a new one.
paper-no-account = No account matches. Search for something else, or leave out the search and the filter to take all.
paper-too-many-accounts = More than { $most } accounts match. Narrow the search or the filter, or leave both out to take all.
