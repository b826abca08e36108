## Items of an invoice or credit

recording-no-ledger-codes = Every item needs a ledger code, and there is none yet. { $create }
recording-create-ledger-code = Create a ledger code
recording-item-number = Item { $number }
recording-of-item = item { $number }
recording-items-to-pay = Items, paid in this order
recording-items-to-credit = Items to credit
recording-remove-item = Remove item { $number }
recording-add-item = + Add item
recording-items-elsewhere = Items in other systems

## Money

recording-brief = { $does } { $parts }; { $rest }
recording-nothing-left = nothing left over
recording-until-clears = Balance until it clears
recording-expected-after = Expected balance after

## What to do next

recording-reconcile-now = Reconcile now

## Money left unapplied

recording-leave = Leave { $left } unapplied?
recording-leave-why = This account has { $due } due that you have not selected. Unapplied money stays on the account until someone reconciles it.
recording-leave-yes = Leave unapplied

## Recorded twice?

recording-twice =
    { $count ->
        [one] Recorded already? { $count } transaction looks the same.
       *[other] Recorded already? { $count } transactions look the same.
    }
recording-twice-one = { $number }, { $kind } of { $date }, { $owner }
recording-twice-note = It looks like { $number } of { $date }: undo it if it is the same.

## What Undo takes back

recording-the-invoice = invoice
recording-the-payment = payment
recording-the-deposit = deposit
recording-the-credit = credit
recording-the-cancellation = cancellation
recording-the-refund = refund
recording-the-write-off = write-off
recording-what = { $noun } { $number }, { $amount }

## Cancel items

recording-in-planned = { $amount } in planned payments
recording-full-amount = full amount
recording-amount-to-cancel = Amount of { $item } to cancel
recording-find-invoice = Find an invoice
recording-find-hint = Number or description.
recording-find-hint-newest = Number or description. Showing the newest { $shown } of { $total }.
recording-invoice = Invoice
recording-no-invoice = No invoice matches “{ $search }”.
recording-cancel-of-invoice = Cancel items of { $number }
recording-cancel-title = Cancel items: { $owner }
recording-select-to-cancel = Select the items to cancel.
recording-the-invoices = the invoices
recording-no-invoices = No invoices yet.
recording-no-invoices-how = Once an invoice is recorded, you can cancel its items here.
recording-items-to-cancel = Items to cancel
recording-head-amount = amount
recording-cancel-reason = For example, class cancelled.
recording-cancelled = Cancelled
recording-cancelled-open = Applied to the open amount
recording-cancelled-paid = Already paid, becomes account credit
recording-save-cancellation = Record cancellation
recording-cancellation-done = Cancellation { $number } of { $amount } recorded.

## Checkout

recording-item = Item
recording-paid-now = Paid now
recording-planned-head = Planned
recording-open-head = Open
recording-total-of = Total { $amount }
recording-over = { $amount } over the total stays on the account.
recording-due = due { $date }
recording-checkout-title = Checkout: { $owner }
recording-in-order = Applied to the items in order.
recording-save-checkout = Record checkout
recording-checkout-done = Invoice { $number } of { $amount } recorded.
recording-checkout-paid = Invoice { $number } of { $amount } recorded, with payment { $payment }.
recording-checkout-planned =
    { $count ->
        [one] Invoice { $number } of { $amount } recorded, with { $count } planned payment.
       *[other] Invoice { $number } of { $amount } recorded, with { $count } planned payments.
    }
recording-checkout-both =
    { $count ->
        [one] Invoice { $number } of { $amount } recorded, with payment { $payment } and { $count } planned payment.
       *[other] Invoice { $number } of { $amount } recorded, with payment { $payment } and { $count } planned payments.
    }
recording-the-checkout = invoice { $number }, { $amount }, and payment { $payment }

## A credit

recording-settles = settles
recording-credit-title = Credit: { $owner }
recording-stays = It will stay unapplied. To apply it: { $lacks }
recording-apply-to = Apply to
recording-credit = Credit
recording-save-credit = Record credit
recording-credit-done = Credit { $number } of { $amount } recorded.

## An invoice

recording-invoice-title = Invoice: { $owner }
recording-due-hint = Defaults to the invoice date.
recording-save-invoice = Record invoice

## A payment or deposit

recording-pays = pays
recording-rest = stays on the account
recording-pays-items =
    { $count ->
        [one] Pays { $count } item
       *[other] Pays { $count } items
    }
recording-items-changed = The open items have changed.
recording-refresh = Refresh
recording-earlier = { $amount } of earlier money is unapplied. { $apply }
recording-apply-first = Apply it first
recording-deposit-title = Deposit: { $owner }
recording-payment-title = Make payment: { $owner }
recording-keys = { $down } move { $space } select { $enter } record
recording-nothing-due = Nothing is due. It will stay unapplied.
recording-oldest = Showing the oldest { $shown } of { $total } open invoices.
recording-save-payment = Record payment
recording-save-deposit = Record deposit
recording-payment-done = Payment { $number } of { $amount } recorded.
recording-deposit-done = Deposit { $number } of { $amount } recorded.

## Pay a balance

recording-balance-title = Pay balance: { $owner }
recording-balance-none = Nothing is due. The expected balance is { $balance }.
recording-balance-hint = Up to the expected balance. Dated today.
recording-balance-oldest = Applied to the oldest open items first.

## A refund

recording-refunds = refunds
recording-no-source = not matched to a source
recording-refund-title = Refund: { $owner }
recording-refund-more = The selected items have { $open } open. Select more, or refund less.
recording-refund-reference = For example, a check number.
recording-unapplied-money = unapplied money
recording-money-to-refund = Money to refund
recording-nothing-to-refund = This account has no unapplied money.
recording-nothing-to-refund-how = To refund money that is already applied, cancel the items or delete the reconciliation first.
recording-from-selected = From selected items
recording-none-selected = Nothing selected yet
recording-refund-leave = Leave the refund unreconciled?
recording-refund-leave-why = You have not selected what is refunded. The refund stays unreconciled and has no ledger code until someone reconciles it.
recording-refund-leave-yes = Leave unreconciled
recording-save-refund = Record refund
recording-refund-done = Refund { $number } of { $amount } recorded.

## In the activity list

log-did-create-invoice = Invoice
log-did-create-invoices = Invoices
log-did-checkout = Checkout
log-did-make-payment = Payment
log-did-make-payments = Payments
log-did-pay-balance = Balance paid
log-did-create-deposit = Deposit
log-did-create-credit = Credit
log-did-record-refund = Refund
log-did-cancel-items = Items cancelled
