## Bank accounts

bank-title = Bank
bank-new-account = New bank account
bank-bank-accounts = bank accounts
bank-none = No bank accounts yet.
bank-none-how = Create one for each account at a bank or a payment processor, then import its statements. Each line is then explained by the payments that you recorded.
bank-accounts = Bank accounts
bank-account-count =
    { $count ->
        [one] { $count } account
       *[other] { $count } accounts
    }
bank-payers = Payers
bank-name = Name
bank-at-bank = At the bank
bank-no-statement-short = No statement
bank-lines-open = Lines open
bank-to-explain = To explain
bank-enter-name = Enter a name, such as the bank's.
bank-name-hint = As you call it, for example City Bank checking or Stripe.
bank-currency = Currency
bank-currency-hint = Can't be changed later.
bank-iban-hint = Of a file with several accounts, only its own statements are imported.
bank-number = Number
bank-number-hint = Where it has no IBAN.
bank-create = Create bank account
bank-created = Bank account { $name } created.

## One bank account

bank-all-lines = All lines
bank-newest = Newest first
bank-oldest = Oldest first
bank-most-in = Most money in first
bank-most-out = Most money out first
bank-gone = This bank account is not there any more.
bank-import = Import a statement
bank-choose-dates = Choose the dates above.
bank-the-lines = lines
bank-no-statement = No statement yet.
bank-no-statement-how = Import the bank's file; nothing is stored before you have seen what it holds.
bank-no-match = No lines match.
bank-show-all-lines = Show all lines
bank-all-explained = Every line is explained.
bank-all-explained-how = New lines come with the next statement.
bank-search = Search by payer, text, reference or amount
bank-search-hint = Payer, text, reference or amount
bank-show = Show
bank-order = Order
bank-count-lines =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
bank-the-statements = statements
bank-account = Bank account
bank-accept-sure = Accept all { $count } sure
bank-to-explain-lines =
    { $count ->
        [one] To explain, { $count } line
       *[other] To explain, { $count } lines
    }
bank-balance-on = Balance at the bank, { $date }
bank-no-such = This bank account does not exist.
bank-to-accounts = Go to the bank accounts
bank-the-account = the bank account
bank-of-account = Of this bank account
bank-lines = Lines
bank-statements = Statements
bank-key-accept = Accept all proposals that are sure
bank-all-accounts = All bank accounts

## A line, and what explains it

bank-no-text = No text
bank-ignored = Ignored: { $reason }
bank-left = left
bank-part-of = { $part } of { $owner }
bank-and-more = { $text } and { $count } more
bank-fee = Fee
bank-other = Other
bank-status = Status
bank-from-or-to = From or to
bank-their-account = Their account
bank-text = Text
bank-reference = Reference
bank-value-date = Value date
bank-kept-by-processor = Kept by the processor
bank-banks-number = Bank's number
bank-nothing-explains = Nothing explains it yet.
bank-what-explains = What explains it
bank-because = { $part }: { $reason }
bank-take-off = Take off
bank-part-from = { $part } from { $line }
bank-take-all-off = Take all off
bank-taken-off = Taken off { $line }.
bank-taken-off-one = Taken off { $line }. { $number } stays recorded.
bank-taken-off-many = Taken off { $line }. What was recorded stays recorded.
bank-taking-off = taking { $part } off { $line }
bank-taking-all-off = taking everything off { $line }
bank-explain-again = { $line } is to be explained again.
bank-taking-back = taking { $line } back
bank-take-back = Take it back into use

## What a line may be

bank-proposals = proposals
bank-may-be = What it may be
bank-sure = Sure: { $proposal }
bank-accept = Accept
bank-proposal-for = proposal { $number } for { $line }
bank-sure-lines =
    { $count ->
        [one] { $count } bank line, { $sum }
       *[other] { $count } bank lines, { $sum }
    }
bank-explained-later = { $what }: they are being explained in the background. Jobs shows how far it is.
bank-explained = { $what } explained.
bank-explanation = the explanation of { $what }
bank-match = Match { $kind } { $number } of { $owner }, { $date }
bank-record = Record on { $owner } { $number }: { $items }
bank-record-unapplied = Record on { $owner } { $number }, unapplied

## Statements

bank-import-of = the import of { $first } – { $last }
bank-undo-import-ask = Undo the import of { $first } – { $last }?
bank-undo-import-means =
    { $count ->
        [one] Its { $count } line go, unless another statement has them too, and so do the other statements of the same file. Lines that are explained must be opened first. To have them back, import the file again.
       *[other] Its { $count } lines go, unless another statement has them too, and so do the other statements of the same file. Lines that are explained must be opened first. To have them back, import the file again.
    }
bank-undo-import = Undo import
bank-keep = Keep
bank-days = Days
bank-format = Format
bank-not-given = not given
bank-opening = Opening balance
bank-closing = Closing balance
bank-imported = Imported
bank-actions = Actions
bank-undo = Undo
bank-undo-of = import of { $first } – { $last }

## Importing one

bank-import-title = Import a statement of { $account }
bank-workbook = This is a workbook or a zip archive. Save a workbook as CSV, or take the statement out of the archive.
bank-too-long = This file is too long for one request. Ask the bank for shorter periods, or run tieout import on the server.
bank-choose-or-drop = Choose the bank's file, or drop it here
bank-formats = camt.052, 053 and 054, OFX and QFX, MT940, CSV, and the reports of Stripe and PayPal.
bank-found = { $format }, { $first } – { $last }
bank-new-lines = New lines
bank-here-already = Here already
bank-choose-file = Choose a file.
bank-nothing-stored = Nothing is stored before you have seen what the file holds.
bank-reading = Reading { $file }…
bank-see-first = See what the file holds first.
bank-import-lines =
    { $count ->
        [one] Import { $count } line
       *[other] Import { $count } lines
    }
bank-import-save = Import
bank-imported-later = The file is imported in the background. All of its lines will show at once.
bank-imported-lines =
    { $count ->
        [one] { $count } line imported.
       *[other] { $count } lines imported.
    }
bank-imported-some =
    { $count ->
        [one] { $count } line imported, { $unchanged } were here already.
       *[other] { $count } lines imported, { $unchanged } were here already.
    }
bank-view-progress = View progress
bank-match-lines = Match these lines
bank-import-undone =
    { $count ->
        [one] the import of { $count } bank line
       *[other] the import of { $count } bank lines
    }

## Payers

bank-the-payers = payers
bank-no-payer = No payer matches “{ $search }”.
bank-show-all-payers = Show all payers
bank-no-payers = No payers yet.
bank-no-payers-how = Who pays is remembered when you explain a bank line by a payment.
bank-payer-count =
    { $count ->
        [one] { $count } payer
       *[other] { $count } payers
    }
bank-payer-search = Search by name or account number
bank-payer-hint = Name or account number
bank-this-payer = This payer
bank-no-name = No name
bank-pays-for = Pays for
bank-no-account = No account
bank-payer-lines = Bank lines
bank-correct = Correct
bank-forget = Forget
bank-payer-pays-for = { $payer } pays for
bank-payer-means = Someone who pays for one account alone makes a proposal for a bank line surer; for several, none is sure.
bank-payer-accounts = Accounts
bank-another-account = Another account
bank-save = Save
bank-payer-corrected = { $payer } is corrected.
bank-payer-correction = the correction of { $payer }
bank-forget-ask = Forget { $payer }?
bank-forget-means = What is explained stays so. Who pays is remembered anew when a line of theirs is explained again.
bank-forget-payer = Forget payer
bank-forgotten = { $payer } is forgotten.
bank-forgetting = forgetting { $payer }

## In the activity list

log-did-create-bank-account = Create bank account
log-did-import-bank-statement = Import bank statement
log-did-match-bank-line = Match bank line
log-did-unmatch-bank-line = Unmatch bank line
log-did-record-from-bank-line = Record from bank line
log-did-apply-bank-line-suggestions = Apply bank line suggestions
log-did-ignore-bank-line = Ignore bank line
log-did-update-payer = Update payer

## From the server

bank-account-name-taken = There is a bank account { $name } already. Choose another name.
bank-account-iban-invalid = { $iban } is not an IBAN: its check digits do not fit. Correct it, or leave it out.
bank-line-ignored = The line is ignored. Take it back into use first, then explain it.
bank-line-no-parts = Give at least one part.
bank-line-part-one-of = Give a transaction, a fee or something else, one of them.
bank-line-part-amount-alone = `amountCents` and `returned` belong to a transaction. Leave them out.
bank-line-part-reason-missing = Say why: this needs a reason.
bank-line-amount-invalid = The amount must be minor units, not 0, within ±{ $most }, signed as the money moves.
bank-line-no-money = { $number } moves no money, so it is on no bank line. Choose a payment, deposit or refund.
bank-line-named-twice = { $number } is named by two parts. Name it once.
bank-line-has-part = { $number } is a part of this line already. End that part first to change its amount.
bank-line-other-currency = { $number } is in { $currency }, { $bank_account } in { $bank_currency }. Choose one in that currency.
bank-line-all-banked = All of { $number } is on bank lines already. Choose another, or end its part there first.
bank-line-rest-unexplained = { $left } of the line is left, which { $number } cannot explain. Give an amount, or choose another.
bank-line-returned-whole = A payment is returned whole: { $amount }. Leave the amount out.
bank-line-failed-already = { $number } has failed already. Match its correction instead.
bank-line-returned-positive = Money that comes back is a line with a negative amount. Choose that line.
bank-line-or-parts = Name either a bank line or single parts of one.
bank-line-parts-left-unfit = The other parts do not fit the line alone: a fee stands beside the money that it was kept of. End these parts too, or all of the line.
bank-line-part-ended = Someone else has just ended this part. Read the line again.
bank-line-parts-of-several = Name parts of one bank line at a time.
bank-line-ignored-reason-missing = Say why the line needs no explanation.
bank-line-not-ignored = The line is not ignored. To ignore it, say why it needs no explanation.
bank-line-explained = The line is explained, at least in part. End its parts first, then ignore it.
bank-line-parts-beyond = The parts would come to { $parts }, but the line is { $line }. Parts have the sign of the money on the bank account, and add up to at most the line.
bank-line-other-money-beside = { $number } explains a bank line together with other money, which does not fit the line alone. End the line's parts first.
bank-line-just-changed = What explains the bank line of { $number } has just changed. Send this again.
payer-accounts-missing = Give the accounts for which they pay, or say that they are forgotten.
bank-line-no-shares = Give at least one account.
bank-line-account-other-currency = Account { $number } is in { $currency }, the line in { $line_currency }. Choose an account in that currency.
bank-line-refund-no-marks = A refund takes no marks. Leave them out.
bank-line-one-open-share = Only one share may leave its amount out. Give the others.
bank-line-used-up = The line has { $left } left, and the other shares use it up. Lower one.
bank-suggestion-of-other-account = A processing payment is reconciled with another account. Confirm it by itself, then match it.
bank-suggestion-outdated = This suggestion is outdated: the line or what is open has changed. Read the line's suggestions again.
bank-suggestion-taken = An earlier row has taken what this suggestion needs. Read the line's suggestions again.
bank-line-money-comes-in = The money of { $number } comes in: give a positive amount.
bank-line-money-goes-out = The money of { $number } goes out: give a negative amount.
bank-line-above-left = At most { $most } of { $number } is on no bank line, not { $requested }. Lower the amount.
bank-line-record-received = The money of the line comes in. Record a payment or a deposit.
bank-line-record-refund = The money of the line goes out. Record a refund.
