## Add open items

reconciliations-open-items = les articles ouverts
reconciliations-nothing-to-add = Aucun article ouvert à ajouter.
reconciliations-nothing-to-add-how = Enregistrez d’abord l’opération manquante au compte.
reconciliations-open-items-title = Articles ouverts
reconciliations-show-more = Afficher plus
reconciliations-available-of =
    { $count ->
        [one] { $count } article, { $sum } sur { $left } disponibles.
       *[other] { $count } articles, { $sum } sur { $left } disponibles.
    }
reconciliations-available = { $left } disponibles.
reconciliations-add-count = Ajouter { $count }
reconciliations-add = Ajouter
reconciliations-applies = impute
