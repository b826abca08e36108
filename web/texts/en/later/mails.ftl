## Sending

mails-send-title = Send by e-mail
mails-send = Send
mails-send-by = Send by e-mail
mails-to = To
mails-to-hint = Leave it empty for the account's own address.
mails-subject = Subject
mails-message = Message
mails-usual-hint = Leave it empty for the usual text, shown below.
mails-usual-of-all = Leave it empty for the usual text.
mails-will-be-sent = The e-mail to {$to} will be sent within seconds.
mails-one = the e-mail to {$to}
mails-view = View e-mails
mails-send-all = Send to all
mails-the-documents = the documents by e-mail
mails-send-all-title = Send the documents by e-mail
mails-send-all-means = Each account gets its own documents, at its e-mail address. What was sent already is not sent again.
mails-looking = Looking up the recipients. Nothing is sent yet…
mails-recipients =
    { $count ->
        [one] {$count} e-mail will be sent.
       *[other] {$count} e-mails will be sent.
    }
mails-without-address =
    { $count ->
        [one] {$count} account is left out, since it has no address:
       *[other] {$count} accounts are left out, since they have no address, such as:
    }
mails-nobody = There is nobody to send to.
mails-send-count =
    { $count ->
        [one] Send {$count} e-mail
       *[other] Send {$count} e-mails
    }
mails-all-begun = The e-mails are being written and sent.
mails-progress = View progress
mails-again-title = Send the e-mail again
mails-again = Send again
mails-again-means = It goes out once more with the same text and document. If it arrived already, the recipient gets it twice.

## What was sent

mails-title = E-mails
mails-account = Account
mails-requested = Requested
mails-state = State
mails-actions = Actions
mails-waiting = Waiting
mails-sending = Being sent
mails-sent = Sent
mails-failed = Failed
mails-unknown = May have been sent
mails-withdrawn = Taken back
mails-unreachable = The mail server could not be reached. It is tried again.
mails-timeout = The mail server did not answer in time. It is tried again.
mails-unsupported = The mail server lacks what the settings ask for. Tell the operator.
mails-sign-in-refused = The mail server refused the user or the password. Tell the operator.
mails-connection-refused = The mail server takes no e-mails now. It is tried again.
mails-connection-lost = The connection ended before anything was sent. It is tried again.
mails-sender-refused = The mail server refused the sender. Tell the operator.
mails-recipient-refused = The mail server refused the recipient: check the address.
mails-text-refused = The mail server refused the e-mail itself.
mails-no-answer = The mail server did not say whether it took it. Ask the recipient, or send it again.
mails-stopped = The server stopped meanwhile. Ask the recipient, or send it again.
mails-no-document = The document is no longer there, is too long, or could not be made. Make it again.
mails-counts-sent = E-mails sent
mails-counts-waiting = Waiting
mails-counts-problems = Failed, or may have been sent
