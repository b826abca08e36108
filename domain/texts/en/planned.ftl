## Items that open again

planned-open-again = These items will be open again:
planned-amount-open = { $amount } open

## Plan payments

planned-gets = planned
planned-title = Plan payments: { $owner }
planned-select = Select the items to pay.
planned-too-small = The amount is too small for this many installments.
planned-items-to-pay = Items to pay
planned-nothing-due-how = Record an invoice first, or delete a planned payment.
planned-enter = Enter the number of installments and the first due date.
planned-due-on = due { $date }
planned-plan = Plan payments
planned-done =
    { $count ->
        [one] { $count } planned payment recorded.
       *[other] { $count } planned payments recorded.
    }
planned-upcoming = Upcoming payments

## Edit a planned payment

planned-edit-title = Edit planned payment: { $owner }
planned-change-something = Change the date, the amount or the method.
planned-unlinks = Changing the amount unlinks its items; the payment then arrives unreconciled.
planned-stay-linked = Its items stay linked.
planned-none-linked-arrives = No items are linked; it arrives unreconciled.
planned-effect = The effect of your change is shown here.
planned-updated = Planned payment of { $amount } updated.
planned-updated-freed = Planned payment of { $amount } updated; its items are open again.

## Delete a planned payment

planned-delete-title = Delete the planned payment of { $amount }?
planned-delete-what = { $owner }: { $amount } by { $method }, due { $date }. It will not be charged.
planned-none-linked = No items are linked to it.
planned-checking = Checking linked items…
planned-deleted = Planned payment of { $amount } deleted.

## Process planned payments

planned-process = Process due payments
planned-due-by = Due by
planned-due-by-hint = Defaults to today. Also the date of the payments.
planned-no-preview = No preview available.
planned-checking-due = Checking what is due…
planned-checking-due-still = Checking what is due.
planned-process-count =
    { $count ->
        [one] Process { $count } payment
       *[other] Process { $count } payments
    }
planned-processed =
    { $count ->
        [one] { $count } planned payment processed.
       *[other] { $count } planned payments processed.
    }
planned-the-processed =
    { $count ->
        [one] { $count } processed payment
       *[other] { $count } processed payments
    }
planned-nothing-by-date = Nothing is due by that date.
planned-arrives-as = { $method }, arrives unreconciled
planned-total-in = Total in { $currency }
planned-total-listed = Total of those listed
planned-total-listed-in = Total of those listed in { $currency }

## In the activity list

log-did-create-planned-payments = Payments planned
log-did-modify-planned-payment = Planned payment updated
log-did-delete-planned-payment = Planned payment deleted
log-did-process-planned-payments = Planned payments processed
