## From the server

cancellation-before-invoice = The cancellation cannot be dated { $day }, before the invoice that it cancels, { $invoiced }. Date it { $invoiced } or later.
cancellation-no-items = Name at least one item to cancel.
cancellation-not-invoice = Only items of invoices can be cancelled. Leave the others out.
cancellation-several-accounts = All items of a cancellation must be on one account. Cancel the others separately.
cancellation-done = { $amount } of it is cancelled already.
cancellation-held = Planned payments hold it: { $planned }. Delete or change them first to cancel more.
cancellation-written-off = { $amount } of it is written off; undo the write-off to cancel that as well.
cancellation-nothing-left = This item has nothing left to cancel; leave it out.
cancellation-above-left = At most { $left } of this item can be cancelled, not { $requested }. Lower the amount.
