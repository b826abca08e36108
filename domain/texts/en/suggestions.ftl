## From the server

suggestion-outdated = This suggestion is outdated: what is open has changed. Read the account's suggestions again.
suggestion-taken = An earlier row has taken what this suggestion needs. Read the account's suggestions again.
suggestion-nothing-else = Nothing else on the account fits.
suggestion-invoices = { $count ->
    [1] invoice
   *[other] invoices
} { $numbers }
suggestion-names = It names { $invoices }
suggestion-may-name = It may name { $invoices }
suggestion-named-exact = { $names }, where exactly { $money } is open{ $count ->
    [1] {""}
   *[other] {" "}together
}.
suggestion-named-more = { $names }, where { $open } is open{ $count ->
    [1] {""}
   *[other] {" "}together
}: more than its { $money }.
suggestion-named-less = { $names }, where { $open } is open{ $count ->
    [1] {""}
   *[other] {" "}together
}: { $rest } would be left over.
suggestion-invoice = Invoice { $number } has exactly { $money } open.
suggestion-item = Item { $position } of invoice { $number } has exactly { $money } open.
suggestion-sum = Invoices { $numbers } have exactly { $money } open together.
suggestion-named-with = It names { $named }; with { $others } exactly { $money } is open.
suggestion-oldest = Nothing has exactly { $money } open; this is what the oldest open items would take.
