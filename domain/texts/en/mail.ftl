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

## What an e-mail says

mail-subject-statement = Your statement from { $organisation }, { $first } to { $last }
mail-subject-receipt = Your receipt from { $organisation }
mail-subject-yearly = Your receipts for { $year } from { $organisation }
mail-message-statement = Your statement is attached: what was charged, what was paid, and which payment paid for what.
mail-message-receipt = The receipt of your payment is attached.
mail-message-yearly = Your receipts of the year are attached: what was paid, by the date of payment.
mail-greeting = Hello,
mail-closing = If anything looks wrong, please answer this e-mail.
mail-sent-again = An e-mail was sent again, which no undo takes back. If its address was wrong, send it again to the right one.
