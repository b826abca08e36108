## From the server

suggestion-outdated = Cette suggestion est périmée : ce qui est ouvert a changé. Relisez les suggestions du compte.
suggestion-taken = Une rangée précédente a pris ce dont cette suggestion a besoin. Relisez les suggestions du compte.
suggestion-nothing-else = Rien d’autre dans le compte ne convient.
suggestion-invoices = { $count ->
    [1] la facture
   *[other] les factures
} { $numbers }
suggestion-names = Le texte nomme { $invoices }
suggestion-may-name = Le texte nomme peut-être { $invoices }
suggestion-named-exact = { $names }, où exactement { $money } est ouvert{ $count ->
    [1] {""}
   *[other] {" "}ensemble
}.
suggestion-named-more = { $names }, où { $open } est ouvert{ $count ->
    [1] {""}
   *[other] {" "}ensemble
} : plus que ses { $money }.
suggestion-named-less = { $names }, où { $open } est ouvert{ $count ->
    [1] {""}
   *[other] {" "}ensemble
} : il resterait { $rest }.
suggestion-invoice = La facture { $number } a exactement { $money } ouvert.
suggestion-item = L’article { $position } de la facture { $number } a exactement { $money } ouvert.
suggestion-sum = Les factures { $numbers } ont exactement { $money } ouvert ensemble.
suggestion-named-with = Le texte nomme { $named }; avec { $others }, exactement { $money } est ouvert.
suggestion-oldest = Rien n’a exactement { $money } ouvert; voici ce que prendraient les articles ouverts les plus anciens.
