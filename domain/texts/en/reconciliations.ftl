reconciliation-wrong-kinds = A reconciliation joins a credit and a debit, not { $credit } and { $debit }. Choose one of each.
reconciliation-correction-only-own = A payment correction takes only the payment that it reverses. Choose another item.
reconciliation-write-off-only-own = A write-off settles only the invoice items that it was recorded for. Choose another credit.
reconciliation-two-accounts = The two items are on different accounts. Choose two of one account.
reconciliation-payment-failed = The payment failed; its money never arrived. Choose another credit.
reconciliation-payment-processing = The payment is still processing. Confirm it before you refund it.
reconciliation-refund-before-credit = { $refund }, { $refunded_on }, is dated before { $credit }, { $credited_on }: it did not refund that. Choose a credit of { $refunded_on } or earlier.
reconciliation-cancellation-held = Only { $refundable } of this cancellation can be refunded: a payment that is still processing holds the cancelled item. Confirm or fail it first.
reconciliations-locked-not-listed = Nothing was changed; what is locked must be listed as it is: { $locked }
reconciliation-pair-twice = The same two items are listed twice. List each pair once, with its whole amount.
reconcile-no-kinds = Name at least one kind of credit: { $allowed }, or leave the kinds out.
reconcile-not-credit = { $kind } is not a kind of credit. Use { $allowed }.
reconciliation-left-out = Leaving out a reconciliation deletes it, which needs DELETE_RECONCILIATIONS. List it as it is.
reconciliations-one-of = Name either a transaction or its single reconciliations.
reconciliations-changed-unseen = Someone else has changed its reconciliations. Read them again before you change them.
reconciliations-not-of-transaction = One end of each listed reconciliation must be on this transaction. Leave the others out.
reconciliations-locked = { $outcome }: { $locked }
reconciliations-just-changed = Someone else has just changed its reconciliations. Try again.
reconciliation-gone = Reconciliation not found; it may have been deleted or modified since you read it. Read it again.
reconciliation-exists = These two items are already reconciled with each other. Modify that reconciliation.
reconciliation-none-open = The { $kind ->
    [INVOICE] invoice
    [PAYMENT] payment
    [DEPOSIT] deposit
    [CREDIT] credit
    [CANCELLATION] cancellation
    [REFUND] refund
   *[PAYMENT_CORRECTION] payment correction
} item of { $number } has { $has } open, less than { $requested }. Choose another item.
reconciliation-above-open = The { $kind ->
    [INVOICE] invoice
    [PAYMENT] payment
    [DEPOSIT] deposit
    [CREDIT] credit
    [CANCELLATION] cancellation
    [REFUND] refund
   *[PAYMENT_CORRECTION] payment correction
} item of { $number } has { $has } open, less than { $requested }. Reconcile at most { $has }.
lock-planned = It belongs to a planned payment. Delete or change that planned payment instead.
lock-processing = Its payment is still processing. It can be changed once the payment is confirmed.
lock-correction = It joins a payment and the correction that reverses it.
lock-write-off = It is a write-off. Undo the write-off instead.
lock-item-planned = Its item is linked to a planned payment. Delete that planned payment first.
locked-count = { $count ->
    [1] it is locked
   *[other] { $count } reconciliations are locked
}.
locked-more = And { $more } more.
locked-one = { $amount } of { $receipt } for { $invoice }, item { $position } ({ $description }): { $reason }
locked-planned-payment = the planned payment of { $planned }
locked-by-planned = delete or change that planned payment instead.
locked-by-processing = { $receipt } is still processing; confirm or fail it first.
locked-by-correction = { $receipt } failed, and its correction stays with it.
locked-by-write-off = { $receipt } is a write-off; undo it instead.
locked-by-item-planned = planned payments hold that item ({ $planned }); delete or change them first.
locked-not-moved = { $number } was not moved
locked-nothing-deleted = Nothing was deleted
