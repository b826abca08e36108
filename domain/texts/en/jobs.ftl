## The list

jobs-title = Jobs
jobs-about = Long-running work on many accounts
jobs-the-jobs = jobs
jobs-none = No jobs yet.
jobs-none-how = Start one from { $accounts }: choose Operations, then Reconcile all accounts.
jobs-all-accounts = All accounts
jobs-job = Job
jobs-requested = Requested
jobs-by = by { $person }
jobs-state = State
jobs-accounts = Accounts
jobs-reconciliations = Reconciliations
jobs-amount = Amount
jobs-skipped =
    { $count ->
        [one] { $count } account skipped
       *[other] { $count } accounts skipped
    }
jobs-progress = { $done } of { $total } accounts

## One job

jobs-cancel-ask = Cancel this job?
jobs-cancel-import = It stops immediately. What it has imported so far is taken back.
jobs-cancel-documents = It stops immediately. Documents already made can be downloaded.
jobs-cancel-means = It stops immediately. Accounts already processed stay changed; you can undo them afterwards.
jobs-cancel = Cancel job
jobs-cancelled-after =
    { $count ->
        [one] Cancelled after { $done } of { $count } account.
       *[other] Cancelled after { $done } of { $count } accounts.
    }
jobs-cancelled = Cancelled.
jobs-what-it-did = what “{ $job }” did
jobs-undo-rest = Undo the rest
jobs-undo-all = Undo all
jobs-download-all = Download all
jobs-the-documents = the documents
jobs-the-job = the job
jobs-not-found = Job not found, or you don't have access to it.
jobs-to-jobs = Go to jobs
jobs-undone = { $state }, undone
jobs-partly-undone = { $state }, partly undone
jobs-requested-by = requested by { $person } on { $moment }
jobs-requested-ended = requested by { $person } on { $moment }, ended { $ended }
jobs-keeps-running = You can leave this page or sign out; the job keeps running.
jobs-done-of =
    { $count ->
        [one] { $done } of { $count } account
       *[other] { $done } of { $count } accounts
    }
jobs-with-problems = Accounts with problems
jobs-no-problems = none
jobs-match-lines = Match these lines
jobs-all-changes = View all changes in Activity
jobs-all-jobs = All jobs
jobs-deleted-or-restored = Reconciliations deleted or restored
jobs-created = Reconciliations created
jobs-total = Total amount
jobs-records = Records created
jobs-already = Already imported
jobs-duplicates = Duplicates left out
jobs-faulty = Kept as invalid
jobs-statements-of = Statements of
jobs-receipts-of = Yearly receipts of
jobs-documents-made = Documents made
jobs-kept-until = Kept until
jobs-skipped-accounts = Skipped accounts
jobs-account = Account
jobs-reason = Reason
jobs-the-first = The first { $shown } of { $total }.

## In the activity list

log-did-cancel-job = Cancel job

## From the server

job-account-skipped = Internal error: this account was skipped. The server's log has details under { $reference }.
job-ended = The job has ended ({ $state }) and cannot be cancelled. Undo its batch to take back what it did.
job-takes-back-import = This job takes back an import that { $ended ->
    [CANCELLED] was cancelled
   *[FAILED] failed
}, so that nothing of the file is left. It cannot be cancelled. Wait until it has ended.
job-accounts-named = Name 1 to { $most } accounts, or leave this out to take all.
job-on-batch-runs = A job that { $does ->
    [makes] makes
   *[undoes] undoes
} this batch is still running. Wait for it{ $way ->
    [cancel] , or cancel it first
   *[wait] {""}
}.
job-made-no-progress = Failed: no progress after { $tries } attempts. { $before ->
    [taken-back] All of it is taken back
   *[stays] What was done before stays
}; the server's log says why its process ended.
job-row-of-file = Row { $row } of the file: { $message }
job-failed = { $message } All of it is taken back.
