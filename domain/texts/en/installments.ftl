## Installments

installments-every-month = Every month
installments-every-week = Every week
installments-every-quarter = Every 3 months
installments-every-year = Every year
installments-leave-open = Leave open
installments-equal = Pay in equal installments
installments-custom = Pay in custom installments
installments-title = Installments
installments-first-due = First due date
installments-enter-number = Enter a number from 1 to 120.
installments-enter-first-due = Enter the first due date.
installments-number = Installment { $number }
installments-of = installment { $number }
installments-for = For
installments-in-order = Remaining items, in order
installments-remove = Remove installment { $number }
installments-add = + Add installment
installments-remaining = Remaining balance

## From the server

installments-cannot-split = { $amount_cents } minor units can be split into 1 to { $most } parts, not { $count }.
installment-above-rest = { $requested } is more than remains to be paid, { $rest }. Plan at most that, or leave it out.
installment-items-above-amount = Its items take { $total }, more than the planned payment's amount, { $amount }. Lower the items' amounts, or raise the payment's.
installment-above-item = { $requested } is more than can be planned of this item, { $available }. { $reason }
checkout-two-plans = Give either `installments` or `installmentPlan`, not both.
checkout-nothing-to-plan = Nothing is left to pay in installments: the payment covers everything.
installment-position-invalid = At checkout, name an item by its position, from 1 to { $most }.
installment-item-by-id = Name the item by `itemId`. `position` works at checkout only.
installment-item-of-other-account = That item is not on account { $number }. Choose one that is.
installment-not-invoice = A planned payment can hold invoice items only. Leave the others out.
planned-payments-none = Give at least one installment.
installment-at-most = Plan at most that.
planned-payment-deleted = This planned payment was deleted and can no longer be changed. Plan a new one.
planned-payment-processed = This planned payment has been processed and can no longer be changed. Plan a new one.
