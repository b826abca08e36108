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

## In the activity list

log-did-send-document = Document sent by e-mail
log-did-send-documents = Documents sent by e-mail
log-did-send-mail-again = E-mail sent again

## From the server

mail-no-server = No mail server is set up. Ask the operator to set TIEOUT_SMTP_URL and TIEOUT_MAIL_FROM.
mail-about-to-be-sent = The e-mail is about to be sent. Wait until it was, or until it failed.
mail-address-erased = Its address was erased. Send the document anew.
mail-no-address = The account has no e-mail address. Add one to the account, or give one here.
mail-address-unusable = Nothing can be sent to this address. Correct it, or give another one.
mail-taken-back = An e-mail that was taken back is not sent by an undo. Send the document anew.
mail-handed-over = An e-mail was handed over already and cannot be taken back. If it was wrong, write to its recipient.
mail-receipt-of-what = A receipt is of a payment. Give transactionId.
mail-no-payment = Only a receipt is of a payment. Leave transactionId out.
mail-no-period = Give the period that the document is about.
mail-member-of-what = Only yearly receipts are of a member. Leave memberId out.
mail-documents-unfinished = The job is still making documents. Send them once it has ended.
mail-nothing-left = Nothing is left to send: all documents were sent, or deleted. Make them again.
mail-documents-deleted = The documents were deleted meanwhile. Make them again.
mail-payment-undone = The payment was undone meanwhile. There is no receipt to send.

## From the server: what an e-mail says

mail-subject-statement = Your statement from { $organisation }, { $first } to { $last }
mail-subject-receipt = Your receipt from { $organisation }
mail-subject-yearly = Your receipts for { $year } from { $organisation }
mail-message-statement = Your statement is attached: what was charged, what was paid, and which payment paid for what.
mail-message-receipt = The receipt of your payment is attached.
mail-message-yearly = Your receipts of the year are attached: what was paid, by the date of payment.
mail-greeting = Hello,
mail-closing = If anything looks wrong, please answer this e-mail.
mail-sent-again = An e-mail was sent again, which no undo takes back. If its address was wrong, send it again to the right one.
