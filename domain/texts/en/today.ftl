## What waits

today-waits = What waits
today-what-waits = what waits
today-nothing = Nothing waits.
today-all-matched = All money is matched.
today-open-money = Open money to match
today-likely = { $sure } sure, { $likely } to look at, { $none } without a proposal
today-likely-oldest = Of the oldest { $count }: { $sure } sure, { $likely } to look at, { $none } without a proposal
today-bank-lines = Bank lines to explain
today-invalid = Invalid reconciliations
today-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
today-invalid-how = Delete and recreate them.
today-slow = eChecks processing for a week
today-slow-one = { $number } of { $owner }, { $date }.
today-and-more = And { $count } more.
today-slow-how = Confirm each, or record that it failed.
today-overdue = Overdue
today-planned = Planned payments due
today-planned-how = Process them to record the payments.
today-unclosed = Last month is not closed
today-unclosed-how = All days through { $date }, once they are reported.
today-paused = Paused webhooks
today-paused-how = { $addresses }: nothing is posted there until somebody resumes it.
today-skipped =
    { $count ->
        [one] { $count } account skipped
       *[other] { $count } accounts skipped
    }
today-failed = failed
today-job-by = { $moment } by { $person }

## Since yesterday

today-since-yesterday = Since yesterday
today-all-activity = All activity
today-activity = activity
today-nobody = Nobody changed anything.

## The first steps in empty books

today-accounts = Bring your accounts in
today-accounts-are = An account is who is billed: an owner with members, in one currency. Ledger codes say what is sold.
today-import = Import { $title }
today-template = Template
today-template-for = for { $title }
today-create-account = Create one account
today-demo = Only looking around? { $command } serves an invented recreation centre.
today-invoices = Bring invoices and payments in
today-any-csv = Any CSV file whose first row names its columns; you see what is understood before anything is stored.
today-match = Match them
today-match-how = What is sure is accepted at once, the rest one by one.
today-match-money = Match open money
