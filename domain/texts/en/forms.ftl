## Fields

forms-amount = Amount
forms-method = Method
forms-date = Date
forms-due-date = Due date
forms-reference = Reference
forms-reason = Reason
forms-description = Description
forms-ledger-code = Ledger code
forms-member = Member
forms-account = Account
forms-owner = Owner
forms-email = Email address
forms-memo = Memo
forms-interval = Interval
forms-paid-by = Paid by
forms-find-account = Find the account
forms-amount-per-period = Amount per period

## Their hints

forms-defaults-today = Defaults to today.
forms-reference-hint = Check number or bank reference.
forms-first-description = Defaults to the first item's description.
forms-find-account-hint = Owner, member, number or e-mail address.
forms-commas = Separate names with commas.

## Choices

forms-choose = Choose…
forms-no-member = No member

## What is missing

forms-enter-description = Enter a description.
forms-enter-reason = Enter a reason.
forms-enter-due-date = Enter a due date.
forms-choose-ledger-code = Choose a ledger code.

## What is read

forms-the-accounts = the accounts
forms-the-open-items = the open items
forms-codes-and-members = ledger codes and members

## What a change does to the account

forms-total = Total
forms-unapplied = Unapplied
forms-fully-applied = Fully applied
forms-current-balance = Current balance
forms-balance-after = Balance after
forms-open = open
forms-and-more = and { $count } more
forms-nothing-due = Nothing is due.

## Buttons

forms-save = Save
forms-go-back = Go back
forms-delete = Delete
forms-accounts-link = Go to accounts
forms-all-accounts = All accounts

## What other systems call a record

forms-other-systems = Other systems
forms-external-id = External ID
forms-external-id-hint = What another system calls it.
forms-metadata = Metadata
forms-metadata-hint = One entry on each line, for example season: spring.
forms-colon = Put a colon between key and text: { $line }

## Choose an account

forms-account-of = Account of { $of }
forms-no-account = No account matches “{ $search }”.
forms-no-account-in = No account in { $currency } matches “{ $search }”.
