## From the server

number-of-series = Invoices are numbered without gaps in the series { $series }. Leave the number out: it is given.
number-like-series = Numbers such as { $number } are given to invoices alone. Choose another number.
number-taken = Number { $number } is already used. Choose another, or leave it out.
items-total-too-large = The items add up to { $total } minor units, more than { $most }, the largest that can be stored. Lower an amount.
run-ahead = { $day } is after today, { $today }: what is due then is not here yet. Choose today or an earlier day.
due-before-invoice = The due date, { $due_on }, is before the invoice's date, { $day }. Choose that day or a later one.
due-too-late = The due date must be { $latest } or earlier.
items-none = Give at least one item.
items-same-external-id = Two items have the external id { $external_id }. Give each its own.
transaction-no-due-date = { $number } is not an invoice, so it has no due date. Leave that out.
transaction-no-method = { $number } moves no money, so it has no payment method. Leave that out.
transaction-method-of-payment = { $number } has the method of the payment that it reverses. Change that payment instead.
transaction-method-echeck = { $number } cannot change to or from eCheck: the bank confirms eChecks and nothing else. Undo its recording or reverse it, and record it again.
kind = { $kind ->
    [INVOICE] an invoice
    [PAYMENT] a payment
    [DEPOSIT] a deposit
    [CREDIT] a credit
    [CANCELLATION] a cancellation
    [REFUND] a refund
   *[PAYMENT_CORRECTION] a payment correction
}
