## From the server

status-error-beyond-amount = Its reconciliations come to { $used }, more than its amount of { $amount }. Delete and recreate them.
status-error-invalid = { $count ->
    [1] A reconciliation that breaks a rule was imported. Delete it and create it as it should be.
   *[other] { $count } reconciliations that break a rule were imported. Delete them and create them as they should be.
}
status-error-stored-sum = A stored sum differs from its reconciliations. Delete and recreate them.
status-free-of-charge = It is free of charge, so nothing is left to reconcile.
status-processing = Reconciled in full; { $processing } of it is still processing.
status-all-reconciled = All of its { $amount } is reconciled.
status-planned = Planned payments of { $planned } are still to come.
status-planned-in-part = Planned payments of { $planned } are still to come; { $shortfall } is not covered.
status-nothing-reconciled = Nothing of its { $amount } is reconciled.
status-open = { $open } of its { $amount } is still open.
origin = { $origin ->
    [CHECKOUT] Paid at checkout
    [INSTALLMENT] Paid by an installment that was planned for this item
    [BALANCE_PAYMENT] Paid with the balance, oldest first
    [SUBSCRIPTION] Paid by the subscription that charged it
    [MARK] Marked as what the money is for
    [MANUAL] Reconciled by hand
    [SUGGESTION] Applied from a suggestion
    [RECONCILE_ACCOUNT] Reconciled automatically, oldest first, for this account
    [RECONCILE_ALL] Reconciled automatically, oldest first, for all accounts
    [REFUND] Named as what was refunded
    [CANCELLATION] Settled by the item's own cancellation
    [CORRECTION] Reversed by the correction of a failed payment
    [IMPORT] Imported from a file
   *[WRITE_OFF] Written off
}
reconciliation-made = { $origin }, by { $recorded_by }.
reconciliation-made-again = { $origin }, by { $recorded_by }, again after an undo.
reconciliation-planned = Held for an installment that is still to come, planned by { $recorded_by }.
reconciliation-imported-invalid = Imported from a file by { $recorded_by } although it breaks a rule; it counts nowhere.
status-payment-failed = The payment failed: { $reason }. { $correction } reverses it.
status-faults-more = And { $more } more.
status-faults-way = Delete what is wrong, and create it as it should be.
status-fault-twice = the same two items are reconciled already.
status-fault-beyond-open = that is more than one of the two has open.
status-fault = { $amount } of { $credit } for { $debit }: { $fault }
