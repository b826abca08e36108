## From the server

line-is-transaction = The { $kind ->
    [PAYMENT] payment
    [DEPOSIT] deposit
    [REFUND] refund
   *[PAYMENT_CORRECTION] payment correction
} { $number } of { $date } on account { $account } has this amount and is on no bank line.
line-other-transactions = { $count ->
    [one] { $count } other transaction
   *[other] { $count } other transactions
} with this amount may be meant: { $numbers }.
line-days-apart = Its date is { $days ->
    [one] { $days } day
   *[other] { $days } days
} from the bank's.
line-may-be-same = { $number } on account { $account } has this amount and may be the same money.
line-nothing-fits = Nothing on the account fits the amount, so the money would stay open.
line-alike = { $count ->
    [one] { $count } other open line
   *[other] { $count } other open lines
} of this amount and payer may be for the same.
line-too-little = Too little speaks for this account to be certain.
line-other-accounts = Something speaks for another account too: { $numbers }.
line-pays-for = This payer has paid for { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}.
clue-text-names = The text names invoice { $number }.
clue-reference = The structured reference is that of invoice { $number }.
clue-reference-mistyped = The check digits of the structured reference { $reference } are wrong: it was mistyped.
clue-reference-right = The structured reference is that of invoice { $number }, and its check digits are right.
clue-reference-holds = The structured reference holds the number of invoice { $number }.
clue-iban-mistyped = The check digits of the payer's account number are wrong.
clue-payer-account = This payer's account has paid for it before.
clue-payer-name = A payer of this name has paid for it before.
clue-name = The payer has the name of its owner or of a member.
clue-almost-name-of-payer = The payer's name is almost that of a payer who has paid for it.
clue-almost-name = The payer's name is almost that of its owner or of a member.
clue-alone-open = It alone has exactly this amount open.
