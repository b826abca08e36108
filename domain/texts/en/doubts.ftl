## From the server

doubt-not-exact = It does not use up both the money and what is open.
doubt-of-cancellation = What is left of a cancellation was paid for something else.
doubt-chosen-by-nobody = Nobody chose this amount to pay for something.
doubt-locked = A locked reconciliation joins this money with another item, which may be meant.
doubt-much-open = So much is open that it may be the sum of others.
doubt-part-of-invoice = It may as well be a part of the whole invoice.
doubt-long-before = The money is dated long before the invoice.
doubt-many-invoices = Sums of so many invoices come about by chance.
doubt-round-amounts = Round amounts add up to each other by chance.
doubt-planned-amount = A planned payment of the same amount is still to come.
doubt-refund-amount = A refund of the same amount is open.
doubt-part-paid-amount = Invoice { $number } was for the same amount and is paid in part.
doubt-others-fit = Something else fits as well.
doubt-other-first = Another suggestion comes before it.
doubt-no-reason = Neither the text nor the amount says that it is for this.
doubt-contradictory = Reconciliations on the account contradict each other and must be corrected first.
doubt-named-by-other = Other money names it as well.
doubt-other-money = Other money on the account may be for it.
doubt-together = Together with other money it makes up invoice { $number }.
text-names-another = The text names invoice { $number }, which this does not pay.
text-may-name-another = The text may name invoice { $number }, which this does not pay.
text-names-settled = The text names invoice { $number }, which has nothing open.
text-may-name-settled = The text may name invoice { $number }, which has nothing open.
text-names-other-account = The text names invoice { $number } of another account.
text-names-unknown = The text names an invoice { $number }, which is not recorded.
text-names-range = The text names a range of invoices.
text-goes-on-with-number = The text goes on with a number that no invoice has.
text-names-member = The text names { $name }, for whom this is not.
text-of-another-item = The text has words of another item: { $words }.
text-of-a-part = The text speaks of a part: { $words }.
text-of-a-fee = The text speaks of a fee or of interest: { $words }.
text-denies = The text denies or takes back something: { $words }.
text-leaves-open = The text leaves open what is meant: { $words }.
text-not-understood = Others have the same amount, and the text has more than is understood: { $words }.
text-of-a-remainder = The text speaks of a remainder: { $words }; nothing of this is paid yet.
text-goes-on = The text goes on, without saying how.
text-asks = The text asks a question.
texts-have-more-numbers = The texts of the account's money have more numbers than are looked up.
text-too-long = The text has more than the { $most } words that are read.
text-number-may-be = { $number } may be { $meaning ->
    [day] a day
    [amount] the amount
    [year] a year
    [date] a date
    [few-digits] anything, being so few digits
    [check] the check's number
    [card] the end of the card's number
   *[beside] the number of something else, beside { $words }
}.
text-word = “{ $word }”
