## A new account

accounts-new = New account
accounts-enter-owner = Enter the owner's name.
accounts-enter-number = Enter an account number.
accounts-number = Number
accounts-number-hint = As shown on invoices, for example 1001.
accounts-currency = Currency
accounts-currency-hint = Can't be changed later.
accounts-members = Members
accounts-create = Create account
accounts-created = Account { $number } of { $owner } created.

## Edit an account

accounts-gone = This account no longer exists.
accounts-edit = Edit account { $number }
accounts-remove-members = Remove members
accounts-add-members = Add members
accounts-add-members-hint = Separate names with commas. Past items keep removed members.
accounts-members-elsewhere = Members in other systems
accounts-updated = Account { $number } of { $owner } updated.

## The list of accounts

accounts-all = All accounts
accounts-with-open = With unreconciled items
accounts-reconciled = Fully reconciled
accounts-operations = Operations
accounts-reconcile-all = Reconcile all accounts
accounts-statements = Statements of these accounts
accounts-loading = accounts
accounts-none-found = No account matches “{ $search }”.
accounts-try = Try part of an owner's or member's name, the account number, a receipt ID or a reference.
accounts-try-name = Try part of an owner's or member's name, or the account number.
accounts-none-match = No accounts match.
accounts-show-all = Show all accounts
accounts-none = No accounts yet.
accounts-first-import = { $import }, or create your first account.
accounts-import = Import a CSV file
accounts-first = Create your first account.
accounts-count =
    { $count ->
        [one] { $count } account
       *[other] { $count } accounts
    }
accounts-search = Search by owner, member, number, receipt, reference, amount or email
accounts-search-names = Search by owner, member, number or email
accounts-search-for = Owner, number, receipt or amount
accounts-search-for-names = Owner, member or number
accounts-show = Show
accounts-billing = billing
accounts-due = Due
accounts-balance = Balance

## In the activity list

log-did-create-account = Account created
log-did-update-account = Account updated

## From the server

account-number-taken = Account number { $number } is already used. Choose another.
account-member-gone = Member not found on this account. It may have been removed: look again.
account-member-subscribed = { $name } still has the subscription { $subscription }. Cancel it first.
member-of-other-account = { $name } is not on account { $number }. Choose one of its members.
member-removed = { $name } is no longer on account { $number }. Add them again, or leave the member out.
account-sums-too-large = The sums of account { $number } would be beyond { $most }, the largest amount there is. Record smaller amounts, or on another account.
