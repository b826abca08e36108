## Fee or other

explain-fee = Fee of the bank or processor
explain-fee-back = Fee that was given back
explain-something-else = Something else, not a client's
explain-other-title = Fee or other: { $line }
explain-say-what = Say what it is, such as a transfer between your own accounts.
explain-what-it-is = What it is
explain-amount = Amount
explain-left = { $amount } of the line are left to explain.
explain-reason = Reason
explain-fee-needs-none = A fee needs none; everything else does, for whoever reads it later.
explain-save = Explain line
explain-explanation = the explanation of { $line }

## Ignoring it

explain-ignore-title = Ignore { $line }
explain-enter-reason = Enter a reason.
explain-ignored-means = An ignored line counts as not explained in the reconciliation of the bank account, with this reason beside it.
explain-ignored-hint = For example, a test transfer of the bank.
explain-ignore = Ignore line
explain-ignored = { $line } is ignored.
explain-ignoring = ignoring { $line }

## Matching what is recorded

explain-quoted = “{ $text }”
explain-processing = processing
explain-recorded-money = recorded money
explain-recorded-money-list = Recorded money
explain-only-first = Only the first { $shown } accounts are listed. Search for an owner or a number.
explain-no-match = No recorded money matches “{ $search }”.
explain-none-near = No recorded money of { $amount } near that day is without a bank line.
explain-search-how = Search by owner, account, receipt or reference, look at any date, or record it from the line instead.
explain-match-title = Match { $line }
explain-select = Select what the line is.
explain-enter-bank-reason = Enter the bank's reason.
explain-refund = A refund or correction
explain-returned = A payment that the bank returned
explain-find = Find recorded money
explain-find-hint = Empty: what is { $amount }. Or owner, receipt, reference, amount.
explain-dates = Dates
explain-within-days = Within { $count } days
explain-any-date = Any date
explain-returned-means = The payment fails: its reconciliations end and a correction reverses it. Undo takes only the match back.
explain-bank-reason = Reason of the bank
explain-bank-reason-hint = For example, insufficient funds.
explain-kept = Kept by the bank or processor
explain-kept-hint = If the line is less than what was paid: the rest becomes a fee.
explain-confirms = Matching a processing eCheck confirms it. Undo takes only the match back.
explain-explained = Explained
explain-left-of-line = Left of the line
explain-to-explain = To explain
explain-match = Match
explain-the-match = the match of { $line }

## Recording it on one account

explain-payment = Payment
explain-deposit = Deposit
explain-paid-before = Paid before for
explain-stays-unapplied = It will stay unapplied. To apply it: { $lacking }
explain-open-items = the open items
explain-apply-to = Apply to
explain-nothing-due = Nothing is due. It will stay unapplied.
explain-payment-title = Record payment: { $line }
explain-refund-title = Record refund: { $line }
explain-choose-account = Choose the account.
explain-method = Method
explain-record-as = Record as
explain-kept-becomes-fee = { $amount } of it were kept by the processor, which becomes a fee.
explain-refund-afterwards = Afterwards choose under Reconciliations which money is refunded.
explain-choose-to-see = Choose the account to see the effect.
explain-same-money = If it is the same money, go back and match it instead.
explain-balance-after = Balance of { $owner } after
explain-unapplied = Unapplied
explain-without-source = Without a source
explain-record = Record and match
explain-record-refund = Record refund and match
explain-recorded = { $kind } { $number } of { $amount } recorded.

## Recording it on several accounts

explain-part = part { $number }
explain-several-title = Several accounts: { $line }
explain-several-means = The text of the line is not copied to these accounts. Apply the money in Match, or to what is due on each account, afterwards.
explain-empty-rest = Empty: what is left, { $amount }
explain-remove-part = Remove part { $number }
explain-add-account = Add an account
explain-to-share = To share out
explain-record-several = Record on these accounts
explain-record-several-refunds = Record on these accounts as refunds
explain-payments-recorded =
    { $count ->
        [one] { $count } payment recorded.
       *[other] { $count } payments recorded.
    }
explain-refunds-recorded =
    { $count ->
        [one] { $count } refund recorded.
       *[other] { $count } refunds recorded.
    }
explain-payments-from =
    { $count ->
        [one] { $count } payment from { $line }
       *[other] { $count } payments from { $line }
    }
explain-refunds-from =
    { $count ->
        [one] { $count } refund from { $line }
       *[other] { $count } refunds from { $line }
    }

## What the money does

explain-explains = explains
explain-pays = pays
