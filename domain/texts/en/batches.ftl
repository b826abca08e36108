## From the server

batch-just-undone = Someone else has just undone this batch. Try again.
batch-undone = This batch is already undone.
batch-of-factors = An undo cannot change passkeys, apps, recovery codes and linked identities. Their owner changes them under Sign-in security.
batch-of-closing = An undo neither closes nor reopens books. Close or reopen them under Closing.
batch-of-journal = An exported journal stands in the ledger. Mend the records, and export the period again: the difference is a journal of its own.
batch-of-migration-log = A migration gave the audit log another form and changed no record; it cannot be undone.
batch-of-migration-texts = A migration gave these texts the form in which all are stored; it cannot be undone.
batch-withdrew-transaction = An undo that withdrew a transaction cannot be undone. Record the transaction again.
batch-of-bank = Confirming or failing a payment cannot be undone: the bank did it. Record what it has done since.
batch-erased = What was erased is nowhere any more, so this cannot be undone. Enter it again.
batch-payment-processing = { $number } is still processing, and what the bank does with it stays, so this cannot be undone. If it was entered by mistake, fail it and say so: its correction takes it back.
batch-member-gone = { $child } is for { $name }, who is no longer on the account. Undo that removal first.
batch-ledger-code-archived = { $child } would charge under { $ledger_code }, which is archived. Unarchive it first.
batch-parent-undone = { $child } belongs to { $parent }, which was undone by { $batch }. Undo that first.
batch-reconciliation-processing = A payment of this batch is still processing: { $numbers }. Confirm or fail it first.
batch-reconciliation-across = A reconciliation of this batch joins items of two accounts: { $names }. Delete it, then undo the batch.
batch-of-series = { $number } belongs to a series without gaps, and later invoices follow it: { $numbers }. Cancel its items instead, or undo the later invoices first, newest first.
batch-too-large = This batch made { $events ->
    [one] { $events } change
   *[other] { $events } changes
} on { $accounts ->
    [one] { $accounts } account
   *[other] { $accounts } accounts
}, too many to undo in one step. Leave `errorPolicy` out: then it is undone account by account.
later-same-records = of the same records
later-more = and { $more } more
later-undo-first = Undo them first, newest first.
later-changes = Later changes build on this batch: { $batches }. { $way }
later-of-bank = { $batch } recorded what the bank did, which stands, so this cannot be undone. Fail the payment instead.
later-bank-report = { $batch } stands, since it records what the bank did, so this cannot be undone. { $mutation ->
    [confirmPayment] To take the money back, fail the payment and say why.
   *[failPayment] The payment's correction has taken the money back already.
}
later-withdrew = { $batch } withdrew a transaction, which stays, so this cannot be undone. Record again what is missing.
batch = { $mutation } by { $recorded_by } on { $at }
row-subscription = The subscription { $description }
row-planned-payment = The planned payment due { $due_on }
row-ledger-code = ledger code { $code }
row-account = account { $number }
row-role = the role { $name }
row-payer = What is remembered of a payer
reconciliation-pair = { $credit } with { $debit }
later-reconciled = Reconciled since: { $numbers }.
later-ended = Ended since: { $names }.
later-not-possible = No longer possible: { $names }.
later-changed = Changed since: { $number }.
later-external-id = The external id { $external_id } is in use again.
later-key = { $noun ->
    [account] Account number
    [ledgerCode] Ledger code
    [role] The role's name
    [user] The e-mail address
    [fileMapping] The mapping
    [bankAccount] The bank account
    [payer] The payer
   *[payerAccount] The payer's account
} { $value } is in use again.
later-matched = Matched with a bank line since: { $names }.
later-part-ended = What explained a bank line has ended since.
later-parts-unfit = What else explains a bank line does not fit it without what this takes back: end those parts first.
later-part-not-possible = What explained a bank line can no longer be made anew.
later-line-changed = A bank line has changed since.
later-lines-used = { $lines ->
    [one] { $lines } of its lines is
   *[other] { $lines } of its lines are
} explained or ignored.
lasting-password = This set a password, and the one before it is stored nowhere. Change the user instead: set a new password and, where this changed them too, their name, what they may do and whether they can sign in.
lasting-recovery-codes = This made new recovery codes, and the earlier ones are stored nowhere. Make new ones again.
lasting-sessions = This ended sessions, which no undo opens again. Whoever needs one signs in again.
lasting-rotation = This made a new secret, and its holders use it already. Rotate the token again, or revoke it.
lasting-former-secret = This stopped a former secret for good. Rotate the token to get a new one.
