## From the server

suggestion-outdated = Cette suggestion est périmée : ce qui est ouvert a changé. Relisez les suggestions du compte.
suggestion-taken = Une suggestion précédente a pris ce dont celle-ci a besoin. Relisez les suggestions du compte.
suggestion-nothing-else = Rien d’autre dans le compte ne correspond.
suggestion-invoices = { $count ->
    [1] la facture
   *[other] les factures
} { $numbers }
suggestion-names = Le texte mentionne { $invoices }
suggestion-may-name = Le texte mentionne peut-être { $invoices }
suggestion-named-exact = { $names }, dont le montant ouvert{ $count ->
    [1] {""}
   *[other] {" "}total
} est exactement de { $money }.
suggestion-named-more = { $names }, dont le montant ouvert{ $count ->
    [1] {""}
   *[other] {" "}total
} est de { $open } : c’est plus que { $money }.
suggestion-named-less = { $names }, dont le montant ouvert{ $count ->
    [1] {""}
   *[other] {" "}total
} est de { $open } : il resterait { $rest }.
suggestion-invoice = Le montant ouvert de la facture { $number } est exactement de { $money }.
suggestion-item = Le montant ouvert de l’article { $position } de la facture { $number } est exactement de { $money }.
suggestion-sum = Le montant ouvert total des factures { $numbers } est exactement de { $money }.
suggestion-named-with = Le texte mentionne { $named }; avec { $others }, le montant ouvert est exactement de { $money }.
suggestion-oldest = Aucun montant ouvert n’est exactement de { $money }; voici ce que prendraient les articles ouverts les plus anciens.
