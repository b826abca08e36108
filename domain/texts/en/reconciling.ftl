## Reconcile an account

reconciling-title = Reconcile account: { $owner }
reconciling-what = Applies open payments and deposits to open invoice items, oldest first. Nothing is saved until you choose Reconcile.
reconciling-credits = Include open credits
reconciling-cancellations = Include cancellations
reconciling-checking = Checking what can be reconciled…
reconciling-nothing-why = Nothing to reconcile: there is no unapplied money, or no open item to apply it to.
reconciling-to-create = { $reconciliations } to create:
reconciling-count =
    { $count ->
        [one] { $count } reconciliation
       *[other] { $count } reconciliations
    }
reconciling-from = From
reconciling-to = To
reconciling-much = This is much for one account: it runs in the background and may take a while.
reconciling-still-checking = Checking what can be reconciled.
reconciling-nothing = Nothing to reconcile.
reconciling-go = Reconcile
reconciling-in-background = Reconciling goes on in the background.
reconciling-created =
    { $count ->
        [one] { $count } reconciliation created.
       *[other] { $count } reconciliations created.
    }
reconciling-progress = View progress

## Reconcile all accounts

reconciling-all = Reconcile all accounts
reconciling-kind-credits = Credits
reconciling-credits-are = Credits with an unapplied amount.
reconciling-kind-cancellations = Cancellations
reconciling-cancellations-are = Credits from cancelled items.
reconciling-started = Reconciling all accounts has started.
reconciling-recommend = { $advice }, so that you can look at what was matched: open an account and choose Reconcile account.
reconciling-advice = We recommend reconciling one account at a time
reconciling-all-what = All accounts at once links unreconciled payments and deposits to unreconciled invoice items, oldest to newest, and within an invoice from the first item to the last. It won't necessarily match an invoice and a payment of the same day: the money goes to the oldest unreconciled invoice first.
reconciling-also = Also include
reconciling-starting = Starting…
reconciling-create =
    { $count ->
        [one] Create { $count } reconciliation
       *[other] Create { $count } reconciliations
    }
reconciling-accounts = Accounts
reconciling-both =
    { $count ->
        [one] { $count } account has both unapplied money and something due
       *[other] { $count } accounts have both unapplied money and something due
    }
reconciling-both-label = Accounts with unapplied money and something due
reconciling-due = Due
reconciling-most = These are the accounts with the most unapplied money; there are more.
reconciling-checking-all = Checking all accounts. Nothing is saved yet…
reconciling-checking-label = Checking all accounts
reconciling-all-nothing = Nothing to reconcile: no account has both unapplied money and an open invoice item.
reconciling-checked = Accounts checked
reconciling-creates = Reconciliations to create
reconciling-total = Total amount
reconciling-skipped =
    { $count ->
        [one] { $count } account can't be reconciled and will be skipped:
       *[other] { $count } accounts can't be reconciled and will be skipped:
    }
reconciling-skipped-first =
    { $count ->
        [one] { $count } account can't be reconciled and will be skipped, such as the first { $shown }:
       *[other] { $count } accounts can't be reconciled and will be skipped, such as the first { $shown }:
    }
reconciling-can-cancel = You can cancel it while it runs, and undo it afterwards.

## In the activity list

log-did-apply-suggestion = Suggestion applied
log-did-apply-suggestions = Suggestions applied
log-did-reconcile-account = Reconcile account
log-did-reconcile-all-accounts = Reconcile all accounts
