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
