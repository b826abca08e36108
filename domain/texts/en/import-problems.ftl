## From the server

row-of-many-values = The row has many values; the header has { $width }.
row-of-other-width = The row has { $values ->
    [one] { $values } value
   *[other] { $values } values
}; the header has { $width }.
row-holds-nul = This holds a NUL character.
row-refusal-of = { $number }: { $reason }
row-import-it-first = Import it first.
row-import-accounts-first = Import accounts first.
row-import-ledger-codes-first = Import ledger codes first.
row-member-twice = { $name } is named twice. Tell them apart: invoices name members.
row-other-currency = The row is in { $given }; account { $number } is in { $currency }.
row-date-missing = A date is needed.
row-number-of-other-kind = { $number } is { $kind } already. Numbers are unique across all kinds.
row-sums-too-large = The sums of account { $number } would be beyond { $most }.
row-wrong-side = { $number } is { $kind }, a { $side ->
    [CREDIT] debit; a credit
   *[DEBIT] credit; a debit
} is needed here.
row-no-such-item = { $number } has { $items ->
    [one] { $items } item
   *[other] { $items } items
}; there is no item { $position }.
row-negative-reconciliation = To undo a reconciliation, delete it.
row-negative-payment = For money given back, use a refund: leave this row out, and import a file of refunds.
row-negative-refund = Give the amount of a refund without a sign.
row-in-other-import = Another file with this row is being imported, or taken back, at this moment. Import this one afterwards.
row-record-missing = There is no { $noun ->
    [account] account
    [ledgerCode] ledger code
   *[transaction] transaction
} { $number }. { $way }
row-recorded-as = It is recorded as { $stored }; the file says { $given }. An import changes no record.
row-recorded-with-another = It is recorded with another { $noun ->
    [account] account
    [code] ledger code
    [member] member
    [pays] list of what it pays
   *[sources] list of sources
}. An import changes no record.
row-already-on-line = { $key } is already on line { $line }.
row-nothing = nothing
row-left-out-bad = { $noun ->
    [Invoice] Invoice
   *[Credit] Credit
} { $number } is left out because line { $line } is bad.
row-left-out-unsure = { $noun ->
    [Invoice] Invoice
   *[Credit] Credit
} { $number } is left out because line { $line } may belong to it.
row-number-of-series = Numbers such as { $number } are given to new invoices alone. A file needs numbers of another form.
row-due-before-invoice = The due date, { $due_on }, is before the invoice's date, { $day }.
row-differs = { $noun ->
    [Invoice] Invoice
   *[Credit] Credit
} { $number } has { $has } on line { $line }.
row-member-missing = { $name } is not on account { $number }.
row-ledger-code-archived = Ledger code { $code } is archived and takes no new items.
undone-record = { $noun ->
    [account] Account
    [ledger-code] Ledger code
   *[transaction] Transaction
} { $number } was undone on { $day } at { $time } by { $undone_by }; its number is free.
row-negative-invoice = An invoice's items are not negative. Record what lowers it as a credit.
row-negative-credit = Give the amounts of a credit without a sign.
row-negative-amount = Give the amount without a sign.
