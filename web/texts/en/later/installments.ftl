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
