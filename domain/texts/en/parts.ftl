## Dialogs

parts-cancel = Cancel
parts-close = Close
parts-go-back = Go back
parts-saving = Saving…
parts-discard-title = Discard what you entered?
parts-discard-text = It is not saved yet.
parts-discard = Discard
parts-keep-editing = Keep editing
parts-optional = (optional)
parts-field-of = { $label } of { $of }

## Messages after a change

parts-quoted = “{ $text }”
parts-press-to-undo = Press { $key } to undo.
parts-last-change = the last change
parts-undo = Undo
parts-undo-what = Undo { $what }
parts-undo-question = Undo { $what }?
parts-keep = Keep
parts-undo-withdraws = What it recorded is withdrawn for good. To have it back, record or import it again.
parts-undo-last-text = This takes back your last change.
parts-undone = Undone: { $what }
parts-undoing = Undoing account by account.
parts-view-progress = View progress
parts-undone-others = Undone on the other accounts.
parts-not-undone-title = Not undone on every account
parts-not-undone-text = These stay as they are. Undo the rest in Activity once the reason is gone.
parts-to-most-recent = Go to the most recent
parts-to-change = Go to that change
parts-dismiss = Dismiss
parts-key-continue = Continue with the last recorded transaction
parts-key-undo = Undo the change just made
parts-key-undo-last = Undo the last change

## A token that is shown once

parts-token = Token: { $name }
parts-copy-token = Copy the token now. It won't be shown again.
parts-only-hash = Only a hash of it is stored.
parts-send-as = Send it as { $header }
parts-token-lost = The secret was made, but the response was lost. Rotate the token to get another.
parts-copy = Copy
parts-copied = Copied.
parts-copy-blocked = Your browser blocked copying. Select the secret and copy it manually.
parts-done = Done
