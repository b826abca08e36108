## From the server

amount-not-positive = The amount must be more than 0.
amount-not-whole = { $value } is not a whole number of minor units, such as 1250.
amount-negative = The amount must not be negative. Give it without the sign.
amount-too-large = The amount is too large: at most { $most } minor units can be recorded.
sum-too-large = A sum of this report is { $cents }, beyond ±{ $most } minor units. { $way }
currency-unknown = { $code } is not an ISO 4217 currency code, such as USD.
decimal-not-amount = { $text } is not an amount. Write it as { $example }, without sign, currency or thousands separator.
sum-ask-for-less = Ask for a shorter period, which comes to less.
decimal-too-large = { $text } is too large: at most { $most } can be recorded.
decimal-too-long = { $text } has { $digits ->
    [one] { $digits } digit
   *[other] { $digits } digits
} after the decimal point; { $currency } has at most { $most }.
decimal-whole-only = { $text } has { $digits ->
    [one] { $digits } digit
   *[other] { $digits } digits
} after the decimal point; { $currency } has no decimals. Leave them out.
sum-choose-shorter-period = Choose a shorter period, which comes to less.
sum-give-earlier-day = Give an earlier day.
sum-read-accounts = Read the aging of single accounts, which come to less.
