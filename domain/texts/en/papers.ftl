paper-account-not-found = Account not found. Give accountId, or account with its number.
paper-payment-not-found = Payment not found. Give transactionId or number of a payment or deposit.
paper-member-not-found = Member not found. Choose a member of this account.
paper-year-invalid = { $text } is not a year. Write it as 2026.
paper-value-missing = { $name } is missing. Give it as { $name }={ $example }.
paper-too-long = The document would have { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
}; it can have { $most }. Choose a shorter period.
paper-one-year = A yearly receipt is for one calendar year. Give a year.
