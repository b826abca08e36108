## From the server

month-invalid = { $text } is not a month. Write it as 2026-01.
quarter-invalid = { $text } is not a quarter. Write it as 2026-Q1, from Q1 to Q4.
fiscal-year-beyond-calendar = The fiscal year { $year } goes beyond the calendar. Choose an earlier one.
first-day-invalid = { $text } is not a day of every year. Write it as MM-DD, such as 07-01.
year-invalid = { $year } is not a valid year: it must be from { $first } to { $last }.
period-reversed = The period starts on { $first }, after its end, { $last }. Swap the two days.
date-invalid = { $text } is not a valid date. Write it as 2026-01-31.
period-invalid = { $text } is not a period. Use { $presets }, a year such as 2026, a month such as 2026-01, a quarter such as 2026-Q1, a fiscal year such as FY2026, or days such as 2026-01-01..2026-03-31.
date-not-business = { $day } is not a business date: it must be from { $earliest } to { $latest }.
money-ahead = A { $kind ->
    [PAYMENT] payment
    [DEPOSIT] deposit
    [CREDIT] credit
    [CANCELLATION] cancellation
    [REFUND] refund
    [PAYMENT_CORRECTION] payment correction
   *[other] transaction
} cannot be dated { $day }, after today, { $today }. { $kind ->
    [REFUND] Record it on the day it is paid out
    [PAYMENT_CORRECTION] Record it on the day the money goes back
   *[other] Plan money that is still to come as a planned payment
}, or give an earlier date.
