## From the server

refund-before-credit = { $requested } of the account's open credit is there from { $first } on. Date the refund then or later.
refund-sources-too-little = The sources come to { $given }, { $less } less than the refund of { $whole }. Name more, or refund { $given }.
refund-before-source = { $number } can be refunded from its own date, { $date }, on. Choose that day or a later one.
refund-sources-too-much = The sources come to { $given }, { $more } more than the refund of { $whole }. Lower one, or refund { $given }.
refund-above-source = At most { $most } of { $number } can be refunded, not { $requested }. Lower the amount.
refund-source-one-of = Name either a transaction or an item as the source.
refund-source-of-other-account = That is not on account { $number }. Choose a source that is.
refund-source-wrong-kind = A refund comes from a payment, deposit, credit or cancellation. Choose one of these.
refund-source-not-arrived = { $number } is { $state ->
    [PROCESSING] processing
   *[FAILED] failed
}; only money that has arrived can be refunded. Choose another source.
refund-source-used-up = { $number } is fully reconciled. Cancel the item or release the reconciliation first.
refund-source-held = A payment that is still processing holds what { $number } cancelled. Confirm or fail it first.
refund-paid-out-before = Refunds that are not reconciled yet have paid out { $owed } of it: { $numbers }. Reconcile them with the credits that they gave back; undo one that was recorded twice.
refund-open-credit-first = Cancel an item, or delete a reconciliation of the money, so that it is open.
refund-no-open-credit = The account has no open credit to refund.
refund-nothing-more = Nothing more can be refunded, not { $requested }. The account has { $open } of open credit.
refund-above-free = At most { $most } can be refunded, not { $requested }. The account has { $open } of open credit.
