upcoming-any = Toutes les échéances
upcoming-by-today = À échéance aujourd’hui ou avant
upcoming-in-week = À échéance d’ici une semaine
upcoming-in-month = À échéance d’ici 30 jours
upcoming-planned-only = Planifiés seulement
upcoming-with-ended = Traités et supprimés aussi
upcoming-planned = Planifié
upcoming-adjusted = Montant modifié : arrive non rapproché
upcoming-processed = Traité
upcoming-deleted = Supprimé
upcoming-process = Traiter les versements à échéance
upcoming-actions = Actions
upcoming-edit = Modifier
upcoming-loading = les versements à venir
upcoming-none-match = Aucun versement planifié ne correspond.
upcoming-search-hint = Cherchez par titulaire, compte, article, facture ou montant exact. { $all }
upcoming-show-all = Afficher tous les versements à venir
upcoming-none = Aucun versement à venir.
upcoming-none-how = Planifiez des versements à partir d’un compte. { $accounts }
upcoming-title = Versements à venir
upcoming-count =
    { $count ->
        [one] { $count } versement planifié
       *[other] { $count } versements planifiés
    }
upcoming-search = Rechercher par titulaire, compte, article, facture ou montant
upcoming-search-for = Titulaire, article ou montant
upcoming-due = Échéance
upcoming-show = Afficher
upcoming-named = versement planifié : { $owner }, { $amount }, { $date }
upcoming-overdue = En souffrance
upcoming-today = Aujourd’hui
upcoming-within-week = D’ici une semaine
upcoming-later = Plus tard
upcoming-ended = Traités et supprimés
upcoming-payments =
    { $count ->
        [one] { $count } versement
       *[other] { $count } versements
    }
upcoming-payments-shown =
    { $count ->
        [one] { $count } versement affiché
       *[other] { $count } versements affichés
    }
upcoming-and = et
upcoming-for = Pour
upcoming-as = { $state } sous le numéro { $number }
upcoming-nothing-yet = Rien encore
