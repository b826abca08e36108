## The queue

match-the-queue = the queue
match-filter = Filter
match-accept-all = Accept all { $count } sure
match-payments =
    { $count ->
        [one] { $count } payment
       *[other] { $count } payments
    }
match-bank-lines =
    { $count ->
        [one] { $count } bank line
       *[other] { $count } bank lines
    }
match-left = { $what } left
match-none-left = 0 left
match-so-far = Matched
match-count-matched = { $count } matched
match-group-sure = Sure
match-sure-hint = nothing speaks against it
match-group-look = Look
match-look-hint = likely, but something speaks against it
match-group-none = No proposal
match-none-hint = choose, keep or leave
match-later-hint = put off by you
match-group-kept = Kept on the account
match-show-kept = Show { $count }
match-hide-kept = Hide { $count }
match-only-oldest = Only the oldest are listed. The next ones come when these are done.
match-one-taken = { $label } was matched or changed by others meanwhile.
match-taken =
    { $count ->
        [one] { $count } other was matched or changed by others meanwhile.
       *[other] { $count } others were matched or changed by others meanwhile.
    }
match-ok = OK
match-all-under-way = Everything here is done or under way.
match-account = Account

## Filters

match-show = Show
match-everything = Everything open
match-money = Payments, deposits and credits
match-lines = Bank lines
match-method = Method
match-all-methods = All methods
match-one-import = Only what one import brought.
match-show-all = Show all

## Nothing left

match-import-done = Everything of this import is explained or matched.
match-none-found = No open money matches.
match-show-all-money = Show all open money
match-done = Done: everything is matched.
match-nothing-left = Everything is matched.
match-will-appear = New payments and bank lines will appear here.
match-import-payments = Import payments
match-a-statement = a bank statement
match-go-to-accounts = go to accounts
match-go = { $accounts }.
match-import-or-go = { $payments } or { $statement }, or { $accounts }.

## An entry

match-bank-line = Bank line
match-no-text = No text
match-processing = processing
match-quoted = “{ $text }”
match-what-is-due = what is due
match-of-whole = of { $amount }
match-money-gone = This money is not there any more.
match-line-gone = This bank line needs no explanation any more. Go on with the next.
match-accept = Accept
match-saving = Saving…
match-more = More
match-keep = Keep on the account
match-take-up = Take it up again
match-write-off-rest = Write off the rest, { $amount }
match-other-account = Other account

## Reasons and proposals

match-reason = Reason
match-is-sure = Sure.
match-is-likely = Look.
match-oldest-first = Oldest first
match-chosen = Chosen by you.
match-changed-by-you = Changed by you.
match-nothing-points = Nothing points to one of these.
match-no-proposal = There is no proposal.
match-recorded-on = Recorded on { $owner }, as chosen by you.
match-nobody-named = Nothing says who paid.
match-and-more = { $one } and { $count } more
match-owner-pays = { $owner }: { $pays }
match-unapplied-word = unapplied

## What is due, and what will be so

match-nothing-due = Nothing is due on this account.
match-pays = pays
match-apply-to = Apply to
match-oldest-shown = Showing the oldest { $shown } of { $total } open invoices.
match-unapplied = Unapplied
match-after = After this:
match-stays-unapplied = { $amount } stays unapplied
match-part-unapplied = { $amount } of { $label } stays unapplied
match-fully-applied = { $label } fully applied
match-paid-in-full = { $number } paid in full
match-left-to-pay = { $number } has { $amount } left to pay
match-more-invoices = { $count } more invoices
match-in-reports = in reports { $codes }
match-balance-stays = balance stays { $amount }
match-balance-then = balance then { $amount }
match-explained-by = the line is explained by { $number }
match-echeck-confirmed = the eCheck is confirmed, which stays when this is undone
match-a-fee = a fee of { $amount }
match-a-payment = a payment of { $amount } on { $owner }
match-the-payment = the payment
match-select-first = Select what it pays first, or keep it on the account.
match-nothing-due-keep = Nothing is due on this account. Keep the money there, or move it to another account.
match-line-select-first = Select what it pays first. To leave it unapplied, record the payment under More.
match-choose-account = Choose the account first, or one of the other ways.
match-choose-way = Choose one of the ways to explain it first.
match-still-reading = The account is still being read.

## The account beside it

match-balance = Balance
match-due = Due
match-by-age = Due by age
match-earlier = Earlier money of this amount
match-none = None.
match-pays-by-bank = Pays by bank
match-statement = Statement
match-whole-account = All of the account
match-reconciliations-of = Reconciliations of { $number }
match-notes = Notes
match-from-account = From account
match-to-account = To account
match-reference = Reference
match-kept-by-processor = Kept by the processor

## What was done

match-amount-of = { $amount } of { $label }
match-matched = { $text } matched.
match-explained = { $text } explained.
match-counts-matched = { $text }, matched.
match-match-of = the match of { $text }
match-explanation-of = the explanation of { $text }
match-others-changed =
    { $count ->
        [one] { $count } other has changed and must be looked at.
       *[other] { $count } others have changed and must be looked at.
    }
match-nothing-matched = Nothing was matched.
match-changed = What is open has changed. Look again.
match-is-kept = { $what } is kept on the account. It stays listed below.
match-is-back = { $what } is in the queue again.

## Keys

match-key-accept = Accept and go to the next
match-key-accept-sure = Accept all that are sure
match-key-next = Next in the queue
match-key-previous = Previous in the queue
match-key-proposal = Choose proposal { $number }
match-key-select = Select what it pays
match-key-to-dues = Go to what is due
match-key-exact = Type an exact amount
match-key-later = Later
match-key-back = Back to the queue
match-key-keep = Keep the money on the account
match-key-write-off = Accept, and write off the rest
match-key-other-account = Another account
match-key-match-line = Match a bank line with recorded money
match-key-refund = Record a refund of a bank line
match-key-several = Record a bank line on several accounts
match-key-fee = Explain a bank line by a fee or otherwise
match-key-ignore = Ignore a bank line
match-by-accept = accept
match-by-step = next, previous
match-by-proposal = proposal
match-by-select = select
match-by-exact = exact amount
match-by-keep = keep
match-by-later = later
match-by-other = other account
match-by-undo = undo
match-by-all = all keys
