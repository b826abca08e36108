## From the server

write-off-no-items = Name at least one item to write off.
write-off-not-invoice = Only items of invoices can be written off. Leave the others out.
write-off-several-accounts = All items of a write-off must be on one account. Write the others off separately.
write-off-item-twice = This item is named twice. Name it once, with its whole amount.
write-off-not-offered = Writing off is not offered in { $currency }: no limit is set. Whoever runs Tieout sets one with TIEOUT_WRITE_OFF_MAX.
write-off-before-invoice = The write-off cannot be dated { $day }, before the invoice. Date it { $latest } or later.
write-off-nothing-open = This item has nothing open to write off; leave it out.
write-off-above-left = At most { $left } of this item can be written off, not { $requested }. Lower the amount.
write-off-above-limit = { $requested } is more than may be written off of one item, { $most }. Write off that much at most.
write-off-above-rest-of-limit = { $before } of this item is written off already, and { $most } is the most; { $left } is left, not { $requested }.
