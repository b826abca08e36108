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
