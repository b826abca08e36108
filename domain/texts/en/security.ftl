## Sessions

security-by-password = by password
security-by-link = by a sign-in link
security-by-passkey = by a passkey
security-by-two = with a second factor
security-by-provider = by the sign-in provider
security-your-sessions = your sessions
security-the-sessions = the sessions
security-sessions-of = Where { $name } is signed in
security-end-others = Sign out all others
security-end-all = Sign out everywhere
security-ended-there = Signed out there.
security-ended =
    { $count ->
        [one] { $count } session ended.
       *[other] { $count } sessions ended.
    }
security-unknown-browser = Unknown browser
security-browser-on = { $browser } on { $system }
security-an-unknown-browser = unknown browser
security-this-one = (this one)
security-last-used = Last used { $moment }
security-last-used-from = Last used { $moment }, from { $address }
security-signed-in = Signed in { $moment }
security-sign-out = Sign out
security-nowhere = Not signed in anywhere.
security-sessions-end = Sessions end by themselves twelve hours after signing in.
security-no-other = There is no other session.

## Passkeys, the app, identities and codes

security-about = Once you have a passkey or an authenticator app, your password alone lets nobody in. A passkey also signs you in by itself.
security-your-sign-in = your sign-in
security-remove = Remove
security-name = Name
security-enter-name = Enter a name.
security-add-passkey = Add passkey
security-name-passkey = Name this passkey
security-name-example = For example, Laptop.
security-passkey-added = Passkey added.
security-passkey-since = Passkey, added { $date }
security-remove-passkey = Remove the passkey “{ $name }”?
security-lets-no-longer = It no longer lets you in.
security-passkey-removed = Passkey { $name } removed.
security-object-passkey = passkey { $name }
security-no-passkeys = Passkeys need https and a host name in the address, and a current browser.
security-identity-since = Signs in with { $provider }, linked { $date }
security-remove-identity = Remove the identity { $email }?
security-identity-text = It no longer lets you in. Make sure that you have another way.
security-identity-removed = Identity { $email } removed.
security-object-identity = identity { $email }
security-link = Link { $name }
security-app = Authenticator app
security-app-set-up = Set up: its code is asked for after your password.
security-app-not-set-up = Not set up.
security-object-app = authenticator app
security-set-up = Set up
security-set-up-app = Set up an authenticator app
security-scan = Scan this with the app, or type the key into it. Then enter the code that it shows.
security-qr = QR code of the key below
security-code = Code
security-enter-code = Enter the code that the app shows.
security-six-digits = Six digits.
security-app-done = Authenticator app set up.
security-remove-app = Remove your authenticator app?
security-app-text = Its codes no longer let you in.
security-app-removed = Authenticator app removed.
security-codes = Recovery codes
security-object-codes = recovery codes
security-codes-left =
    { $count ->
        [one] { $count } code left, each of which lets you in once.
       *[other] { $count } codes left, each of which lets you in once.
    }
security-make-new = Make new
security-renew = Make new recovery codes?
security-renew-text = The codes you have now stop working.
security-make-codes = Make new codes
security-codes-made = New recovery codes made.
security-keep-codes = Keep these codes safe. They won't be shown again.
security-codes-are = Each lets you in once, after your password, when you have neither app nor passkey.

## In the activity list

log-did-end-session = Signed out a browser
log-did-end-sessions = Signed out browsers
log-did-add-passkey = Passkey added
log-did-remove-passkey = Passkey removed
log-did-add-authenticator = Authenticator app set up
log-did-remove-authenticator = Authenticator app removed
log-did-renew-recovery-codes = New recovery codes
log-did-reset-second-factor = Second factor reset
log-did-remove-identity = Identity removed
