journal-title = Journal
journal-sage-us = Sage 50 (United States)
journal-sage-canada = Sage 50 (Canada)
journal-export = Export
journal-date = Date
journal-account = Account
journal-description = Description
journal-debit = Debit
journal-credit = Credit
journal-correction = Correction
journal-period = Period
journal-exported = Exported
journal-amount = Amount
journal-actions = Actions
journal-download = Download
journal-number = the journal { $number }
journal-currency = Currency
journal-file-for = File for
journal-nothing-yet = Nothing to post yet.
journal-choose-dates = Choose the dates above.
journal-the-journal = the journal
journal-debits = Debits
journal-credits = Credits
journal-lines-of = Lines of the journal
journal-posts-nothing = This period posts nothing.
journal-other-dates = Choose other dates.
journal-former = Exported journals
journal-exported-journals = exported journals
journal-none = No journal is exported yet.
journal-none-how = Export a month once it is closed. What changes in it later is a journal of its own.
journal-days-lines =
    { $count ->
        [one] { $days }, { $count } line
       *[other] { $days }, { $count } lines
    }
journal-counts = What invoices, credits and money of the period post to the ledger, by day and account. Reconciliations post nothing, nor does processing money.

## Exporting it

journal-export-title = Export the journal
journal-export-means = The journal gets a number and never changes. What is recorded later in its days is a journal of its own.
journal-looking = Looking for what is new…
journal-nothing-new = Nothing is new: earlier journals hold all that the period posts.
journal-new =
    { $count ->
        [one] { $number }, { $days }: { $count } line, { $amount } on each side.
       *[other] { $number }, { $days }: { $count } lines, { $amount } on each side.
    }
journal-corrects = It corrects days that earlier journals had.
journal-done = Exported as { $number }.

## What a line is of

journal-receivables = Accounts receivable
journal-clearing = { $method } clearing
journal-charged = Receivables: charged, refunded and returned
journal-paid = Receivables: paid and credited
journal-received = Received: { $method }
journal-given-back = Refunded and returned: { $method }
journal-sales = Sales: { $title }
journal-credited = Credited and cancelled: { $title }
journal-correction-of = Correction of { $day }: { $text }

## In the activity list

log-did-export-journal = Journal exported
