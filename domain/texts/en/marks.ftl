## What an amount is for

marks-everything-for = everything for { $name }
marks-oldest = the oldest { $count }
marks-everything-due = everything due
marks-exactly = { $amount } is exactly
marks-no-room = More than the open amount.
marks-no-money = More than the amount left.
marks-maximum = maximum
marks-amount-for = Amount for { $what }
marks-due = due { $date }
marks-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
marks-of = { $what } of { $number }
marks-search = Search open items
marks-search-by = Number, description or amount
marks-select-oldest = Select oldest first
marks-clear = Clear selection
marks-open = open

## Typed amounts

marks-enter-amount = Enter an amount.
marks-above-zero = Enter an amount greater than zero.
marks-such-as = Enter an amount such as 75 or { $amount }.
marks-such-as-whole = Enter an amount such as 1234.
marks-decimals = { $currency } amounts have at most { $digits } decimal places.
marks-no-decimals = { $currency } amounts have no decimal places.
marks-too-large = This amount is too large.

## From the server

mark-nothing-open = Nothing of this is open; leave it out. { $obstacles }
mark-one-of = Mark either an invoice or an item.
mark-of-other-account = That is not on account { $number }. Mark what is, or leave it out.
mark-on-credit = A { $kind } is a credit and cannot be paid. Mark invoices.
mark-nothing-left = Nothing is left to pay for it.
mark-above-open = { $requested } is more than is open here, { $most }. Mark at most { $most }, or leave the amount out.
mark-above-rest = { $requested } is more than the earlier marks leave of the money, { $most }. Mark at most { $most }, or leave the amount out.
mark-obstacle = Item { $position }: { $obstacle }
mark-obstacles-more = And so on for { $more ->
    [one] { $more } more item.
   *[other] { $more } more items.
}
