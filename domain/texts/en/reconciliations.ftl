## Add open items

reconciliations-open-items = open items
reconciliations-nothing-to-add = No open items to add.
reconciliations-nothing-to-add-how = Record the missing transaction on the account first.
reconciliations-open-items-title = Open items
reconciliations-show-more = Show more
reconciliations-available-of =
    { $count ->
        [one] { $count } item, { $sum } of { $left } available.
       *[other] { $count } items, { $sum } of { $left } available.
    }
reconciliations-available = { $left } available.
reconciliations-add-count = Add { $count }
reconciliations-add = Add
reconciliations-applies = applies

## Names of transactions and items

reconciliations-nothing-open-on = No open amount on { $item }. Lower another amount first.
reconciliations-more-than-open = { $amount } more than { $item } has open. Maximum: { $most }.
reconciliations-due = due { $date }
reconciliations-the-planned = the planned payment due { $date }
reconciliations-the-invoice = invoice { $number }
reconciliations-the-payment = payment { $number }
reconciliations-the-deposit = deposit { $number }
reconciliations-the-credit = credit { $number }
reconciliations-the-cancellation = cancellation { $number }
reconciliations-the-refund = refund { $number }
reconciliations-the-correction = payment correction { $number }

## The picture

reconciliations-others = and others
reconciliations-planned-payment = Planned payment
reconciliations-drawn = { $amount } of { $name }: { $parts }; { $open } open.
reconciliations-drawn-to = { $amount } to { $other }
reconciliations-drawn-from = { $amount } from { $other }
reconciliations-and-more = and { $count } more

## While it is read

reconciliations-being-read = Loading reconciliations: { $known } of { $total }. You can change amounts once all are loaded.
reconciliations-too-many = This transaction has { $total } reconciliations; only the first { $known } are shown. To change an amount, go to its other side.

## What is wrong, and how to fix it

reconciliations-only-reversed = A payment correction reconciles only with the payment it reverses.
reconciliations-has-failed = The payment failed, so it cannot be applied.
reconciliations-fix-deletes = Fixing deletes it. It is not counted.
reconciliations-one-sided = It has no other side.
reconciliations-two-accounts = It links two accounts: { $name } is on account { $account }.
reconciliations-uses-failed = It uses a failed or corrected payment.
reconciliations-twice = These two items are already reconciled with each other.
reconciliations-says-none = It says { $amount }, but { $item } has nothing open.
reconciliations-valid-now = It is valid now.
reconciliations-fix-same = Fixing deletes and recreates it with the same { $amount }.
reconciliations-says-less = It says { $amount }, but { $item } has only { $open } open.
reconciliations-fix-replaces = Fixing replaces it with one of { $amount }.

## The draft

reconciliations-add-item-title = Add item: { $what }
reconciliations-add-payment-title = Add payment: { $what }
reconciliations-saved = Reconciliations of { $name } saved.
reconciliations-refresh = Refresh
reconciliations-fix-first = Fix the highlighted amounts first.
reconciliations-after-saving = After saving:
reconciliations-review = Review the changes first.
reconciliations-unsaved = Unsaved changes
reconciliations-discard = Discard
reconciliations-saving = Saving…

## Delete and fix

reconciliations-delete-invalid = It is not counted, so no amount opens again.
reconciliations-opens-one = { $amount } opens again on { $item }.
reconciliations-opens-both = { $amount } opens again on { $item } and on { $other }.
reconciliations-delete-title = Delete the reconciliation of { $amount }?
reconciliations-deleted = Reconciliation of { $amount } deleted.
reconciliations-delete-count =
    { $count ->
        [one] Delete { $count } reconciliation
       *[other] Delete { $count } reconciliations
    }
reconciliations-all-open = The full amount opens again on { $name }, and as much on the other side:
reconciliations-sum-open = { $amount } opens again on { $name }, and as much on the other side:
reconciliations-amount-of = { $amount } of { $item }
reconciliations-a-planned = a planned payment
reconciliations-not-counted = (invalid, not counted)
reconciliations-delete-all-title = Delete all reconciliations of { $name }?
reconciliations-all-deleted =
    { $count ->
        [one] { $count } reconciliation of { $name } deleted.
       *[other] { $count } reconciliations of { $name } deleted.
    }
reconciliations-fix-title = Fix this reconciliation?
reconciliations-fix = Fix
reconciliations-fixed = Fixed: { $amount } instead of { $before }.
reconciliations-fixed-deleted = Fixed: the invalid reconciliation is deleted.
reconciliations-fixed-half = The correct reconciliation was created, but the invalid one is still there.

## The screen

reconciliations-amount = Amount
reconciliations-reconciled = Reconciled
reconciliations-planned = Planned
reconciliations-open-figure = Open
reconciliations-suggestions = Suggestions
reconciliations-its = its reconciliations
reconciliations-not-found = Transaction not found, or you don't have access to it.
reconciliations-change-only = You can change amounts but not delete. { $lacks }
reconciliations-view-only = You have view-only access. { $lacks }
reconciliations-reference = Reference: { $reference }
reconciliations-all-accounts = All accounts
reconciliations-of = Reconciliations of { $name }
reconciliations-title = Reconciliations
reconciliations-delete-all = Delete all
reconciliations-has-none = It has no reconciliations.
reconciliations-locked-some =
    { $count ->
        [one] { $count } reconciliation is locked. Delete the others one by one.
       *[other] { $count } reconciliations are locked. Delete the others one by one.
    }
reconciliations-key-next = Next reconciliation; Enter edits its amount
reconciliations-key-previous = Previous reconciliation
reconciliations-key-edit = Edit the amount, or finish editing
reconciliations-key-add = Add open items
reconciliations-key-suggestions = Go to the suggestions
reconciliations-key-delete = Delete the reconciliation
reconciliations-nothing-open-lower = No open amount on { $item }. Lower an amount or delete a reconciliation first.
reconciliations-locked-why = Locked: { $reason }

## Rows

reconciliations-by-checkout = Paid at checkout
reconciliations-by-planned = By a planned payment
reconciliations-by-balance = By a balance payment
reconciliations-by-subscription = By a subscription
reconciliations-by-mark = Applied when recorded
reconciliations-by-hand = Manual
reconciliations-by-suggestion = From a suggestion
reconciliations-by-account = By reconciling the account
reconciliations-by-all = By reconciling all accounts
reconciliations-by-refund = By the refund
reconciliations-by-cancellation = By the cancellation
reconciliations-by-correction = By the payment correction
reconciliations-by-import = Imported
reconciliations-by-write-off = Write-off
reconciliations-nothing-open = No open amount. Lower an amount or delete a reconciliation first.
reconciliations-open-of = { $open } open { $amount }
reconciliations-of-amount = of { $amount }
reconciliations-add-item = Add item
reconciliations-add-payment = Add payment
reconciliations-to-item = to { $item }
reconciliations-shown-of =
    { $count ->
        [one] { $shown } of { $count } reconciliation
       *[other] { $shown } of { $count } reconciliations
    }
reconciliations-free = Free item: nothing to pay.
reconciliations-not-saved = Not saved yet
reconciliations-other-open = { $open } open of { $amount }
reconciliations-is-locked = Locked
reconciliations-remove = Remove
reconciliations-object = reconciliation with { $other }, { $amount }
reconciliations-amount-with = Amount with { $item }
reconciliations-is-invalid = { $error } { $wrong } It was imported as invalid and is not counted. { $fix }
reconciliations-was = Was { $amount }.
reconciliations-to-upcoming = Go to upcoming payments
reconciliations-to-name = Go to { $name }
reconciliations-label = { $amount } with { $other }

## Suggestions

reconciliations-loading-suggestions = suggestions
reconciliations-no-suggestions = No suggestions for the open amount.
reconciliations-with-reasons = for open amounts, with reasons
reconciliations-measured = Measured on what was reconciled by hand: 95 % interval
reconciliations-right =
    { $count ->
        [one] { $right } of { $count } strong match so far were right (at least { $least } %)
       *[other] { $right } of { $count } strong matches so far were right (at least { $least } %)
    }
reconciliations-strong = Strong match
reconciliations-possible = Possible match
reconciliations-from = from { $transaction }
reconciliations-for = { $amount } for { $item }
reconciliations-reconcile = Reconcile { $amount }
reconciliations-reconcile-object = of { $name } with { $items }
reconciliations-done = { $amount } of { $name } reconciled.

## In the activity list

log-did-create-reconciliations = Manual reconciliation
log-did-modify-reconciliations = Reconciliations updated
log-did-delete-reconciliations = Reconciliations deleted

## From the server

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
