## What stands in several places

access-users = Users
access-roles = Roles
access-tokens = API tokens
access-permissions = Permissions
access-actions = Actions
access-edit = Edit
access-delete = Delete
access-save = Save
access-name = Name
access-enter-name = Enter a name.
access-none = None
access-no-role = None
access-all = All
access-template = Template

## Roles

access-role = Role
access-grants = Grants
access-new-role = New role
access-the-roles = roles
access-no-roles = No roles yet.
access-what-role-is = A role names the permissions of one kind of work, such as Desk. Change it, and everyone who has it gets the new permissions.
access-delete-role = Delete the role “{ $name }”?
access-nobody-has-it = Nobody has it, so nobody loses anything.
access-role-deleted = Role { $name } deleted.
access-role-beyond = It grants permissions you don't have: { $permissions }.
access-role-used = Give its users another role first.
access-object-role = role { $name }
access-role-example = For example, Desk.
access-create-role = Create role
access-role-created = Role { $name } created.
access-edit-role = Edit role: { $name }
access-role-updated = Role { $name } updated.
access-changes-users =
    { $count ->
        [one] This changes at once what { $count } user may do.
       *[other] This changes at once what { $count } users may do.
    }

## Tokens

access-token = Token
access-new-token = New token
access-new-api-token = New API token
access-the-tokens = tokens
access-no-tokens = No API tokens yet.
access-what-token-is = A token gives a program access to the API with the permissions you choose.
access-starts-with = starts with { $prefix }
access-last-used = Last used
access-never-used = never
access-expires = Expires
access-expires-after = Expires after
access-never = Never
access-expired = Expired
access-revoke = Revoke
access-revoked = Revoked
access-revoke-token = Revoke “{ $name }”?
access-revoke-text = It stops working immediately. Programs that use it need a new token.
access-token-revoked = Token { $name } revoked.
access-token-beyond = You would learn its secret, and it has permissions you don't: { $permissions }.
access-object-token = token { $name }
access-object-of = of { $name }
access-rotate = Rotate
access-rotate-token = Rotate token
access-rotate-title = Rotate token: { $name }
access-rotate-text = The token gets a new secret, and keeps its name, permissions and idempotency keys. This can't be undone.
access-token-rotated = Token { $name } has a new secret.
access-former-secret = Former secret
access-former-hint = Time to bring the new one to all programs that use it.
access-former-until = former secret works until { $until }
access-former-until-used = former secret works until { $until }, last used { $used }
access-former-used = It was last used { $moment }.
access-stop-former = Stop former secret
access-stop-former-of = Stop the former secret of “{ $name }”?
access-stop-former-text = Programs that still use it stop working immediately.
access-stop-it = Stop it
access-former-stopped = The former secret of { $name } no longer works.
access-stops-now = Stops now
access-works-hour = Works for 1 hour more
access-works-day = Works for 1 day more
access-works-week = Works for 1 week more
access-works-30-days = Works for 30 days more
access-unchanged = Unchanged
access-from-today-30 = 30 days from today
access-from-today-90 = 90 days from today
access-from-today-year = 1 year from today
access-30-days = 30 days
access-90-days = 90 days
access-1-year = 1 year
access-of-role = Role: { $name }
access-choose-permission = Choose at least one permission.
access-token-example = For example, nightly export.
access-create-token = Create token
access-token-created = Token { $name } created.

## Users

access-user = User
access-you = (you)
access-role-and-permissions = Role and permissions
access-role-and-own = { $role }, and { $permissions }
access-own-account = View and pay their own account
access-type = Type
access-client = Client
access-staff = Staff
access-second-factor = second factor
access-disabled = Disabled
access-sessions = Sessions
access-reset-factor = Reset second factor
access-reset-factor-of = Reset the second factor of { $name }?
access-reset-text = Their passkeys, app and recovery codes stop working, and their password alone lets them in. First make sure that the request is really theirs.
access-reset = Reset
access-factor-reset = { $name } signs in with a password alone.
access-user-beyond = They have permissions you don't: { $permissions }.
access-new-user = New user
access-new-client = New client user
access-the-users = users
access-no-users = No users yet.
access-first-user = Create the first user so that people can sign in.
access-edit-user = Edit user: { $name }
access-name-hint = Past activity keeps the old name.
access-beside-role = Permissions in addition to the role
access-confirm-loss = Confirm this, or keep Manage access.
access-loses = I understand that I lose access to this page until someone grants me Manage access again.
access-self = You can't disable your own account. A new password signs you out immediately.
access-disabled-means = Signs them out immediately and blocks sign-in.
access-password = Password
access-new-password = New password
access-password-hint = At least 10 characters. Share it with them yourself; it is not shown again.
access-final = This can't be undone.
access-user-updated = { $name } updated.
access-user-disabled = { $name } updated (disabled).
access-create-user = Create user
access-can-sign-in = { $name } can sign in.
access-email = Email address
access-email-hint = Used to sign in.
access-enter-email = Enter an email address.
access-enter-password = Enter a password.
access-client-may = A client can view and pay their own account, and nothing else.
access-account-number = Account number
access-account-hint = As shown in the list of accounts.
access-enter-account = Enter an account number.
access-looking-up = Looking up the account. Try again in a moment.
access-no-account = Account { $number } not found.

## Permissions

access-does-view-client-accounts = View the list of client accounts and account details.
access-does-client-billing = View a client's billing page and their transactions.
access-does-manage-reconciliations = Manually add or edit a reconciliation.
access-does-delete-reconciliations = Delete reconciliations and undo changes.
access-does-view-reports = View reports, including aging.
access-does-record-transactions = Record invoices, payments and refunds; edit accounts and ledger codes.
access-does-import-data = Import CSV files.
access-does-close-books = Close periods, and open them again.
access-does-manage-access = Manage users and permissions; view all activity and the integrity report.
access-not-own = You can't grant a permission you don't have.
access-roles-left = Not shown: { $count } with permissions you don't have.
access-ticks-usual = Ticks what usually goes together. Change it as you like.
access-ticks-fewest = Ticks the fewest permissions that suffice.

## In the activity list

log-did-create-user = User created
log-did-update-user = User updated
log-did-create-role = Role created
log-did-update-role = Role updated
log-did-delete-role = Role deleted
log-did-create-api-token = API token created
log-did-revoke-api-token = API token revoked
log-did-rotate-api-token = API token rotated
log-did-end-api-token-overlap = Former secret of an API token stopped
log-did-erase-person = Person erased

## From the server

permission-missing = { $message } { $missing }.
user-email-missing = Enter the e-mail address to sign in with.
user-first-exists = Somebody can sign in already. Ask them to create the user.
user-email-taken = Another user already signs in as { $email }. Give another address, or change that user.
user-disables-self = You cannot disable yourself. Ask another user with MANAGE_ACCESS.
user-last-manager = Someone must keep MANAGE_ACCESS. Give it to another user first.
user-client-permissions = A client cannot hold permissions. Leave them out.
user-client-role = A client cannot have a role. Leave it out.
user-name-reserved = { $name } is reserved for the command line, the sign-in provider and API tokens. Choose another name.
role-name-taken = There is a role { $name } already. Choose another name.
token-overlap-invalid = The former secret must end after 0 to { $longest } hours.
token-revoked = This token is revoked. Create another one.
token-days-invalid = A token is valid for 1 to { $longest } days, or has no expiry if you leave this out.
role-in-use = { $users ->
    [one] { $users } user has
   *[other] { $users } users have
} the role { $name }. Give them another role first.
needs-undo = Undoing { $mutation } needs the permission
needs-sign-out-user = You cannot sign out a user who may do what you may not:
needs-change-user = You cannot change a user who may do what you may not:
needs-give = You cannot give what you do not hold yourself:
needs-cancel-job = Cancelling this job needs what starting it needs:
needs-confirm = Matching a processing eCheck confirms it, which needs
needs-fail = Returning a payment fails it, which needs
needs-reset-user = You cannot reset a user who may do what you may not:
needs-change-role = You cannot change a role that grants what you do not hold:
needs-import-pays = To import payments with `pays`, you need
needs-import = To import { $kind ->
    [ACCOUNTS] accounts
    [LEDGER_CODES] ledger codes
    [INVOICES] invoices
    [PAYMENTS] payments
    [REFUNDS] refunds
   *[RECONCILIATIONS] reconciliations
}, you need
permission-sign-in = Sign in first, or send a token in the header Authorization: Bearer <token>.
permission-not-for-clients = { $name } is not open to clients.
permission-more-refused = { $more ->
    [one] { $more } more is
   *[other] { $more } more are
} refused for the same reason.
permission-lacking = { $name } needs { $missing }, which you do not hold. An administrator can grant { $count ->
    [1] it
   *[other] them
}.
template-desk = Desk
template-desk-is = A till or a front desk: records invoices and payments, and says what a payment is for. Undoes nothing.
template-bank = Bank
template-bank-is = Sends the bank's statements, and explains their lines: matches payments and records missing ones.
template-import = Import
template-import-is = Sends files of accounts, invoices and payments, and can read nothing.
template-reports = Reports
template-reports-is = Runs reports, and sees no account.
template-reading = Reading
template-reading-is = Reads accounts, transactions and reports, for a copy elsewhere. Records nothing, but may reconcile accounts.
template-web-shop = Web shop
template-web-shop-is = Records what is sold and paid in a shop. It cannot change reconciliations, and sees no report.
template-bookkeeper = Bookkeeper
template-bookkeeper-is = All work on accounts, the bank and reports, with deleting and undoing. Does not manage who may do what.
template-auditor = Auditor
template-auditor-is = Reads accounts, transactions and reports. Records nothing, but may reconcile accounts.
template-administrator = Administrator
template-administrator-is = Everything, also who may do what.
