## An opened transaction

operations-gone = This transaction no longer exists.
operations-due-on = Due { $date }
operations-reference = Reference: { $reference }
operations-reconciliations = Reconciliations
operations-moved-from = Moved from { $transaction }
operations-moved-to = Moved to { $transaction }
operations-on-statement = On bank statement of { $line }
operations-and-more = and { $count } more
operations-from = from { $kind } { $number }, { $date }
operations-to = to { $kind } { $number }, { $date }: { $item }
operations-from-planned = from planned payment due { $date }, { $method }
operations-to-planned = to planned payment due { $date }, { $method }

## Operations

operations-invoice = Invoice
operations-checkout = Checkout
operations-pay-balance = Pay balance
operations-deposit = Deposit
operations-credit = Credit
operations-refund = Refund
operations-cancel-items = Cancel items
operations-plan-payments = Plan payments
operations-subscriptions = Subscriptions
operations-reconcile-account = Reconcile account
operations-statement = Statement
operations-edit-account = Edit account
operations-object = ({ $kind } { $number })
operations-write-off = Write off
operations-confirm-payment = Confirm payment
operations-mark-failed = Mark as failed
operations-correct-payment = Correct payment
operations-move = Move to another account
operations-receipt = Receipt
operations-send-receipt = Send receipt
operations-receipt-of = of { $number }
operations-edit = Edit
