## How far a bank line is explained

bank-line-open = Not explained
bank-line-partly = Partly explained
bank-line-status-explained = Explained
bank-line-status-ignored = Ignored
bank-line-of = { $amount } of { $date }
bank-line-whole-left = { $amount } of the line is left to explain.
bank-line-part-left = { $amount } of the line are left to explain.
bank-line-none-left = The line is explained.

## The ways to explain it

bank-line-match = Match
bank-line-as-payment = Record payment
bank-line-as-refund = Record refund
bank-line-several = Several accounts
bank-line-fee-or-other = Fee or other
bank-line-ignore = Ignore
