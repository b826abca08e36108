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
permission-more-refused = { $more } more are refused for the same reason.
permission-lacking = { $name } needs { $missing }, which you do not hold. An administrator can grant { $count ->
    [1] it
   *[other] them
}.
