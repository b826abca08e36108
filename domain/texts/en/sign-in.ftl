sign-in-title = Sign in to Tieout
sign-in-motto = Which payment paid for what, tied out to the cent.
sign-in-expired = This sign-in link was already used or has expired. Request a new one.
sign-in-email = Email address
sign-in-password = Password
sign-in-submit = Sign in
sign-in-busy = Signing in…
sign-in-with-provider = Sign in with { $name }
sign-in-with-passkey = Sign in with a passkey
sign-in-sign-out-provider = Sign out of { $name } too
sign-in-again = You were signed out. Sign in to continue where you left off.

## The second factor

sign-in-app-code = Code of your app
sign-in-app-hint = Six digits, or one of your recovery codes.
sign-in-recovery-code = Recovery code
sign-in-passkey-hint = Use your passkey, or one of your recovery codes.
sign-in-use-passkey = Use a passkey
sign-in-passkey-known = This device has a passkey for Tieout already.
sign-in-no-passkey = No passkey was used. Try again, or sign in another way.
sign-in-back = Back

## The first administrator

sign-in-first-admin = First administrator
sign-in-create-admin = Create the first administrator
sign-in-nobody-yet = Nobody can sign in to this installation yet. You may do everything, and give others access.
sign-in-link-cut = The end of the link is missing. Copy all of it, as the server printed it.
sign-in-your-name = Your name
sign-in-password-hint = At least 10 characters.
sign-in-create = Create and sign in
sign-in-creating = Creating…
sign-in-instead = Sign in instead

## From the server

password-length = A password must have { $shortest } to { $longest } characters.
factor-too-late = This took too long, or was already finished. Start again.
passkeys-too-many = You have { $most } passkeys. Remove one first.
passkey-in-use = This passkey is in use already. Make one on another device.
authenticator-code-wrong = This code is wrong. Enter the one that the app shows now.
factor-none = You have no second factor. Add a passkey or an authenticator app first.
factor-remove-own = Remove your own passkeys and app one by one, soon after signing in.
factor-user-has-none = This user has no second factor. Their password alone lets them in.
factor-signed-in-only = Only people who are signed in have passkeys, apps and recovery codes. Sign in to the page.
factor-provider-time-unknown = Your sign-in provider does not say when you proved to it who you are. Sign out, sign in with your password or a passkey, and then change this.
identity-unknown = Nobody here signs in with this identity. If you have another way in, sign in with it, and link this identity under Sign-in security. Otherwise ask whoever manages access to create you as a user.
identity-linked = This identity is linked to a user already. Remove it there first.
identities-too-many = You have { $most } linked identities. Remove one first.
passkey-not-verified = This passkey could not be verified. Try again.
sign-in-user-changed = This user was changed while you signed in. Sign in again.
sign-in-factor-wrong = This code or passkey is not valid. Try again.
sign-in-link-used = This sign-in link was already used or has expired. Request a new one.
sign-in-link-invalid = This sign-in link is no longer valid. Request a new one.
factor-signed-in-long-ago = You signed in more than half an hour ago. Sign out, sign in again, and then change this.
factor-proved-long-ago = You last proved to your sign-in provider who you are more than half an hour ago. Sign out here and there, sign in again, and then change this.
sign-in-too-many-tries = There were too many tries. Wait { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, then try again.
sign-in-started-elsewhere = This sign-in was begun in another browser, took too long, or was already finished. Start again.
sign-in-no-provider = Nobody signs in by a provider here.
sign-in-provider-refused = { $provider } did not let you in. Try again, or use another way.
sign-in-provider-unconfirmed = { $provider } did not confirm who you are, or that you may sign in here. Try again; if that does not help, ask whoever manages access.
sign-in-provider-away = { $provider } cannot be reached at present. Try again soon, or use another way to sign in.
sign-in-first-admin-gone = This link is no longer valid: somebody can sign in already, or the server was started again. Sign in, or use the link that it printed last.
passkeys-need-address = Passkeys need an address such as https://billing.example.org: set TIEOUT_PUBLIC_URL.
sign-in-first = Sign in first.
sign-in-staff-only = Only staff can do this. Sign in to the page.
sign-in-wrong = The e-mail address or the password is wrong.
sign-in-or-token = Sign in, or send a token as `Authorization: Bearer TOKEN`.
token-unusable = This token is unknown, expired or revoked. Ask for a new one.
session-without-header = A request with the session cookie must have the header `X-Tieout: 1`.
token-wrong-scheme = Send the token as `Authorization: Bearer TOKEN`.
sign-in-for-schema = Sign in, or send a token, to read the schema.
