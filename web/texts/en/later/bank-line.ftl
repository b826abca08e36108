## How far a bank line is explained

bank-line-open = Not explained
bank-line-partly = Partly explained
bank-line-explained = Explained
bank-line-ignored = Ignored
bank-line-of = { $amount } of { $date }
bank-line-whole-left = { $amount } of the line is left to explain.
bank-line-part-left = { $amount } of the line are left to explain.
bank-line-none-left = The line is explained.

## The ways to explain it

bank-line-match = Match
bank-line-record-payment = Record payment
bank-line-record-refund = Record refund
bank-line-several = Several accounts
bank-line-fee-or-other = Fee or other
bank-line-ignore = Ignore
