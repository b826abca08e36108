## Confirm a payment

mending-arrived = Has { $amount } arrived?
mending-arrived-what = Payment { $number } is deducted from the balance, and its reconciliations are unlocked.
mending-arrived-final = This can't be undone. If the payment is returned later, correct it then.
mending-confirm = Confirm payment
mending-not-yet = Not yet
mending-confirmed = Payment { $number } of { $amount } confirmed.

## Correct a payment

mending-fail-title = Mark payment { $number } as failed
mending-correct-title = Correct payment { $number }
mending-fail-what = The payment did not clear. Its reconciliations are deleted, and a correction of { $amount } reverses it. This can't be undone.
mending-correct-what = The payment was returned, charged back or entered by mistake. Its reconciliations are deleted, and a correction of { $amount } reverses it. This can't be undone.
mending-fail-reason = For example, insufficient funds.
mending-correct-reason = For example, check returned.
mending-correction-date = Correction date
mending-correction-date-hint = Defaults to today. Can't be before the payment.
mending-items-open-again = Items that will be open again:
mending-no-items = No items are affected.
mending-reason-first = Enter a reason to see the affected items.
mending-record-failure = Record failure
mending-record-correction = Record correction
mending-failed = Payment { $number } failed; correction { $correction } of { $amount } recorded.

## Move a payment

mending-stays-there = It will stay unapplied there. To apply it: { $lacks }
mending-open-invoices = the open invoices
mending-apply-to = Apply to
mending-nothing-due-there = Nothing is due on that account. It will stay unapplied there.
mending-move-title = Move { $number } to another account
mending-choose-account = Choose the account to which it belongs.
mending-move-what = Its reconciliations here are deleted, a correction of { $amount } reverses it, and it is recorded on the other account with the same date, method and reference.
mending-no-other-account = No other account in { $currency } matches “{ $search }”.
mending-move-reason = The client of this account may read it. Don't name the other account.
mending-balance-of = Balance of { $owner } after
mending-unapplied-there = Unapplied there
mending-move-first = Choose the account and enter a reason to see the effect.
mending-move = Move payment
mending-moved = { $number } moved to { $owner } as { $new }.
mending-the-move = the move of { $number } to { $owner }

## Edit a transaction

mending-edit-title = Edit { $number }
mending-edit-limits = Amounts, items, the date and the number can't be changed.
mending-edit-order = For example, a purchase order.
mending-due = Due
mending-due-hint = Without one, it is due on its date.
mending-updated = { $number } updated.

## Write off

mending-write-off-of = Amount of { $item } to write off
mending-write-off-title = Write off: { $number }
mending-select-write-off = Select the items to write off.
mending-the-items = the items
mending-write-off-limit = At most { $limit } of each item. A write-off is never refunded; to take it back, undo it.
mending-items-to-write-off = Items to write off
mending-write-off-reason = For example, too small to collect.
mending-nothing-open = Nothing of this invoice is open.
mending-written-off = Written off
mending-write-off = Write off
mending-wrote-off = { $amount } of { $invoice } written off as { $number }.
mending-item-problem = { $item }: { $problem }

## Undo a batch

mending-undo-title = Undo { $what }?
mending-undo-checking = Checking whether this can be undone…
mending-undo = Undo
mending-accounts-to-revert = Accounts to revert
mending-reconciliations-to-revert = Reconciliations to delete or restore
mending-total-amount = Total amount
mending-accounts-left = Accounts that can't be reverted
mending-by-account = This runs account by account and may take a while.
mending-undo-but =
    { $count ->
        [one] This can be undone on every account but this one. Undo the rest once the reason is gone.
       *[other] This can be undone on every account but these. Undo the rest once the reason is gone.
    }
mending-undo-fine = This can be undone: no later change depends on it. Transactions that it recorded are withdrawn.
mending-view-activity-of = View activity of account { $account }
mending-view-activity = View activity

## In the activity list

log-did-confirm-payment = Payment confirmed
log-did-fail-payment = Payment failed
log-did-move-payment = Move payment
log-did-update-transaction = Update transaction
log-did-write-off = Write off
log-did-undo-batch = Undo
