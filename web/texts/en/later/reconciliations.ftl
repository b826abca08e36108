## Add open items

reconciliations-open-items = open items
reconciliations-nothing-to-add = No open items to add.
reconciliations-nothing-to-add-how = Record the missing transaction on the account first.
reconciliations-open-items-title = Open items
reconciliations-show-more = Show more
reconciliations-available-of =
    { $count ->
        [one] { $count } item, { $sum } of { $left } available.
       *[other] { $count } items, { $sum } of { $left } available.
    }
reconciliations-available = { $left } available.
reconciliations-add-count = Add { $count }
reconciliations-add = Add
reconciliations-applies = applies
