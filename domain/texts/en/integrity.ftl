integrity-title = Integrity
integrity-about = Checks that all records are consistent
integrity-checking-all = Checking all records. This takes up to 30 seconds.
integrity-the-report = the report
integrity-checking = Checking…
integrity-again = Check again
integrity-checked = Checked { $moment }
integrity-clean = Everything ties out.
integrity-clean-means = Every item, reconciliation, total and account was checked, and the audit log is complete and unaltered.
integrity-found =
    { $count ->
        [one] { $count } problem found.
       *[other] { $count } problems found.
    }
integrity-none-so-far = No problems found so far.
integrity-rest-consistent = Everything else was checked and is consistent.
integrity-not-everything = Not everything could be checked in 30 seconds.
integrity-full-check = For a full check, run { $command } on the server.
integrity-problems = Problems
integrity-problem = Problem
integrity-whole = whole database
integrity-account = Account
integrity-none = none
integrity-hidden = hidden
integrity-what-to-do = What to do
integrity-the-first = The first { $shown } of { $total }. Fix these and check again.
integrity-view = View reconciliations of { $number }
integrity-contact = If you can't fix a problem, contact { $contact }.
integrity-contact-administrator = If you can't fix a problem, contact your Tieout administrator.
integrity-where-from = Problems come from imports that kept errors or from changes made outside Tieout.

## From the server

remedy-recreate = Delete the reconciliation, and create it again as it should be.
remedy-restore = Nothing in the product can cause this. Restore a backup, or ask for help.
remedy-restore-contact = Nothing in the product can cause this. Restore a backup, or ask for help: { $contact }.
found-pair-two-accounts = A reconciliation joins items of different accounts.
found-pair-one-side = A reconciliation joins items of one side, or names transactions other than theirs.
found-pair-failed-money = A reconciliation is with money that failed.
found-pair-undone = A reconciliation is on a transaction that was undone.
found-pair-kinds = A reconciliation joins kinds that cannot be reconciled.
found-pair-processing = A reconciliation and its payment disagree on whether the money is processing.
found-plan-not-invoice = A planned payment holds an item that is not an invoice's. Delete the planned payment.
found-plan-not-to-come = An item is held by a planned payment that is no longer to come, or is another account's.
found-pair-copies = What a reconciliation copies for the reports differs from its items.
found-ended-pair-copies = What a released or invalid reconciliation copies for the reports differs from its items.
found-kept-currencies = An imported reconciliation was kept although it breaks a rule: its items are in different currencies.
found-kept-accounts = An imported reconciliation was kept although it breaks a rule: its items are on different accounts.
found-kept-failed = An imported reconciliation was kept although it breaks a rule: its money failed.
found-kept-twice = An imported reconciliation was kept although it breaks a rule: the same two items are reconciled with each other twice.
found-kept-other = An imported reconciliation was kept although it breaks a rule: it exceeds an item's amount, or its kinds cannot be reconciled.
found-pair-twice = Two items are reconciled with each other twice.
found-plan-too-much = A planned payment holds items for more than its amount. Delete the planned payment.
found-plan-account-undone = A planned payment is still to come on an account that was undone.
remedy-delete-plan = Delete the planned payment.
found-subscription-undone = A subscription is on an account, or under a ledger code, that was undone.
remedy-cancel-subscription = Cancel the subscription.
found-subscription-archived = A subscription charges under an archived ledger code.
remedy-ledger-code-back = Take the ledger code back into use, or cancel the subscription.
found-subscription-member = A subscription charges for a member who is no longer on the account.
found-item-differs = An item's account, kind, date or order differs from its transaction's.
found-item-side = An item is on the wrong side for its kind.
found-amount-differs = A transaction's amount differs from its items.
found-correction-part = A correction does not reverse all of a failed payment of its account.
found-correction-method = A correction's method differs from its payment's.
found-moved-differs = A moved payment differs from the one on the former account, or that one still counts.
found-versions-differ = A transaction's earlier values do not follow from its audit event.
found-shown-apart = A record of a large file has another instant than the event that shows its account's records.
found-cancelled-beyond = An item is cancelled beyond its amount, or by another account.
remedy-unmatch = End the part of the bank line, and match the line again.
found-banked-differs = How much of a transaction is on bank lines differs from its parts, or is more than its amount.
found-part-elsewhere = A part of a bank line names a transaction of another account or currency.
found-part-undone = A bank line is explained by a transaction that was undone.
found-part-direction = A part of a bank line has the wrong direction for its transaction.
found-part-line-withdrawn = A transaction explains a bank line that was withdrawn.
found-parts-beyond = The parts of a bank line do not lie between 0 and its amount.
found-explained-differs = What is stored as the explained part of a bank line differs from its parts.
found-line-no-statement = A bank line belongs to no statement.
found-statement-withdrawn-line = A statement names a bank line that was withdrawn.
found-line-shown-apart = A bank line of a large file has another instant than the event that shows them all.
found-line-ignored-explained = A bank line that is ignored or withdrawn is explained.
found-statement-count = A statement has another number of lines than it names.
found-statement-balance = The opening balance of a statement and its lines do not come to its closing balance.
found-statement-stranger = A statement names a line of another bank account.
found-write-off-open = A write-off has something open: its credit might be refunded. Undo the write-off.
found-write-off-disagree = A reconciliation and its credit disagree on whether it is a write-off.
found-write-off-other = A write-off settles something other than an invoice item. Undo the write-off.
found-lost-twice = An item is cancelled and written off beyond its amount. Undo the write-off.
found-recorded-closed = A transaction was recorded in a closed period.
found-withdrawn-closed = A transaction of a closed period was withdrawn.
found-method-closed = A payment of a closed period was given another method.
found-reconciled-beyond = The reconciliations of { $noun ->
    [item] an item
   *[transaction] a transaction
} exceed its amount.
found-sums-differ = The sums stored on { $noun ->
    [item] an item
   *[transaction] a transaction
} differ from its reconciliations.
found-balance-differs = An account's stored balance or processing money differs from its transactions.
found-planned-differs = An account's stored planned money differs from its outstanding planned payments.
found-open-differs = An account's stored open amounts differ from its items.
found-book-sum-differs = A stored sum of the books differs from its rows: { $figure } of the { $span } { $day } in { $currency }.
found-hidden-sum-differs = A stored sum of hidden records differs from its rows: { $figure } of the { $span } { $day } in { $currency }.
found-event-before = The audit event { $event } stands before the first one: it was not made by the product.
found-batch-marked = Batch { $batch } is marked wrongly as undone, or as not undone.
found-log-unreadable = The audit log cannot be read to its end: { $reason }.
found-texts-of-none = The personal texts { $texts } belong to no audit event.
found-event-does-not-follow = Audit event { $event } does not follow from the one before it: it was changed, or one is missing.
found-event-texts = The personal texts of audit event { $event } are not those that it was recorded with.
found-chain-end = The audit chain does not end where its head says it does: events are missing.
found-chain-instant = The last change has another instant than the audit chain's last event.
found-event-did-not-follow = Audit event { $event } did not follow from the one before it when the log was chained anew.
found-feed-stranger = The feed has positions of an account that is not there: id { $account }.
found-feed-gap = The feed has a gap or an overlap at position { $position }.
found-feed-not-once = The feed does not have each event once from event { $event } on of the audit log.
found-feed-order = The feed has event { $event } before an earlier one of the audit log.
found-feed-lacks = The feed lacks events from { $event } on of the audit log.
found-sqlite-file = SQLite's check of the file: { $problem }.
found-sqlite-schema = SQLite cannot read the schema to write by it: { $problem }.
found-postgres-relation = PostgreSQL's check of { $name }: { $problem }.
found-postgres-row = PostgreSQL's check of { $name }: block { $block }, row { $row }: { $problem }.
found-dangling = The row { $row } of { $table } refers to a row of { $parent } that does not exist.
found-journal-gap = The journals before { $number } have a gap.
found-journal-lines = The lines of the journal { $number } are not those that were exported.
found-journal-balance = The journal { $number } does not balance.
found-journal-stray = A line of a journal belongs to none, or has another currency.
found-value = The row { $row } of { $table } has a value in { $column } that cannot stand there.
found-index-parts = The index of searched texts of { $table } differs from them: { $differ ->
    [one] { $differ } part.
   *[other] { $differ } parts.
}
found-index-rows = The index of searched texts of { $table } differs from them: { $differ ->
    [one] { $differ } row.
   *[other] { $differ } rows.
}
found-index-waiting = What waits to be indexed for searches is not what there is.
found-job-other-person = The job { $job } names another who began it than its batch does.
found-job-no-batch = The job { $job } names a batch that does not exist.
found-job-errors = The job { $job } has another number of errors than it counts.
found-imported-row = The imported row { $row } names a transaction of another account.
found-organisation = There is not exactly one row for the organisation.
found-migration-missing = The migration { $name } of { $app } is not among those that were applied.
found-migration-strange = The migration { $name } of { $app } is none of this version's.
found-batch-no-event = The batch { $batch } has no audit event: it was not made by the product.
found-key-gone = The idempotency key of batch { $batch } is gone, or was changed.
found-key-other = The idempotency key { $key } is not the one of its batch.
found-key-answer-gone = The answer of the idempotency key { $key } is gone, and nobody was erased.
found-unreadable = A { $kind } cannot be read: id { $row }.
found-not-logged = { $row } is in no audit event: it was not made by the product.
found-not-comparable = { $row } cannot be compared: what the audit log says of it cannot be read.
found-row-differs = { $row } differs from what its last audit event says: { $columns }.
found-row-keys = { $row } cannot be found as it should: { $keys }.
found-item-not-logged = Item { $position } of { $number } is in no audit event.
found-logged-item-differs = Item { $position } differs from what its audit event says: { $columns }.
found-item-gone = Item { $position } of { $number } is gone.
found-version-differs = A transaction's earlier values are not those that its audit event ended.
found-row-gone = A { $kind } of the audit log is gone.
found-version-gone = A transaction's earlier values, which an audit event ended, are gone.
found-account-not-checked = { $rule } could not be checked on this account: { $reason }.
row-kind = { $noun ->
    [apiToken] api token
    [authenticator] authenticator
    [bankAccount] bank account
    [bankLine] bank line
    [bankLinePart] bank line part
    [bankStatement] bank statement
    [bankStatementLine] bank statement line
    [booksClosing] books closing
    [fileMapping] file mapping
    [identity] identity
    [journal] journal
    [ledgerCode] ledger code
    [mail] mail
    [member] member
    [passkey] passkey
    [payer] payer
    [payerAccount] payer account
    [plannedPayment] planned payment
    [reconciliation] reconciliation
    [role] role
    [subscription] subscription
    [transaction] transaction
    [user] user
    [webhook] webhook
    [transactionVersion] transaction version
   *[account] account
}
row-kind-first = { $noun ->
    [apiToken] Api token
    [authenticator] Authenticator
    [bankAccount] Bank account
    [bankLine] Bank line
    [bankLinePart] Bank line part
    [bankStatement] Bank statement
    [bankStatementLine] Bank statement line
    [booksClosing] Books closing
    [fileMapping] File mapping
    [identity] Identity
    [journal] Journal
    [ledgerCode] Ledger code
    [mail] Mail
    [member] Member
    [passkey] Passkey
    [payer] Payer
    [payerAccount] Payer account
    [plannedPayment] Planned payment
    [reconciliation] Reconciliation
    [role] Role
    [subscription] Subscription
    [transaction] Transaction
    [user] User
    [webhook] Webhook
    [transactionVersion] Transaction version
   *[account] Account
}
row-named = { $kind } { $label }
row-this = This { $kind }
found-not-checked = The { $step ->
    [values] values
    [records] records
    [bank-lines] bank lines
    [journals] journals
    [book-sums] sums of the books
    [texts] index of searched texts
    [log] audit log
    [feed] feed of changes
    [logged] records beside the audit log
    [unlogged] what no audit event holds
    [files] files
    [heads] signed heads
   *[constraints] constraints
} could not be checked to the end: { $reason }.
database-empty = The database is empty or of another program. Run `tieout migrate` first.
database-lacks-rules = The database lacks what keeps its rules: { $missing }. Run `tieout migrate`; if that does not help, restore a backup.
place-planned-money = planned money
place-item = { $number } item { $position }
place-pair = { $amount } from { $credit } to { $debit }
place-bank-line = { $amount } of { $day } on { $account }
place-bank-statement = { $first } to { $last } on { $account }
