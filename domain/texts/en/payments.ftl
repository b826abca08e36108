## From the server

move-same-account = { $number } is on that account already. Choose another account.
move-other-currency = That account is in { $currency }. Choose one in { $wanted }, as { $number } is.
move-processing = { $number } is still processing. Confirm it before you move it, or fail it.
move-failed = { $number } has failed or was moved already; no money of it is left on this account.
move-refunded = { $number } was refunded. Delete its reconciliation with the refund first.
payment-failed-already = { $number } has already failed, and its correction is recorded.
correction-before-payment = The correction cannot be dated { $day }, before the payment itself, { $date }. Date it then or later.
payment-not-money = { $number } is not a payment or deposit, which the bank confirms or returns. Choose one.
balance-nothing-to-pay = Nothing to pay: the expected balance is 0 or less.
balance-paid-too-much = { $requested } is more than the expected balance, { $most }. Pay at most that.
payment-confirmed-already = { $number } is confirmed already; only a processing payment can be confirmed.
payment-failed-not-processing = { $number } is failed already; only a processing payment can be confirmed.
