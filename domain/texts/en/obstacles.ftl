## From the server

obstacle-planned-one = { $amount } due { $due_on }
obstacle-free-of-charge = It is free of charge.
obstacle-planned = Planned payments hold it: { $planned }. Delete or change those planned payments first.
obstacle-cancelled = { $amount } of it was cancelled ({ $numbers }), so no money is due for that.
obstacle-is-write-off = It is a write-off, which settles the items that it was recorded for and nothing else.
obstacle-written-off = { $amount } of it is written off ({ $numbers }). Undo that write-off to open it again.
obstacle-is-processing = It is still processing: its reconciliations with { $numbers } are locked until it is confirmed or failed.
obstacle-processing = { $amount } of it is reconciled with money that is still processing ({ $numbers }). Confirm or fail that payment first.
obstacle-is-correction = It reverses a payment that failed, and stays with it.
obstacle-failed = The payment failed and { $correction } reverses it. Record a new payment once the money is here.
obstacle-reconciled-locked = { $amount } of it is reconciled with { $numbers }. Planned payments of the same items lock that: delete those planned payments first.
obstacle-reconciled = { $amount } of it is reconciled with { $numbers }.
obstacle-reconciled-free = { $amount } of it is reconciled with { $numbers }. To use it for something else, modify or delete { $free ->
    [1] that
   *[other] one of them
} first.
