unreconciled-due = Dû
unreconciled-both = Les deux côtés
unreconciled-invalid = Rapprochements non valides
unreconciled-invoices = Factures
unreconciled-refunds = Remboursements
unreconciled-corrections = Corrections de paiement
unreconciled-payments = Paiements
unreconciled-deposits = Dépôts
unreconciled-credits = Notes de crédit
unreconciled-cancellations = Annulations

## The columns

unreconciled-age-days = Âge en jours
unreconciled-owner-name = Nom du titulaire
unreconciled-account-number = Numéro de compte
unreconciled-kind = Type
unreconciled-number = Numéro
unreconciled-position = Position
unreconciled-status = État
unreconciled-open = Ouvert
unreconciled-currency = Devise
unreconciled-item = Article
unreconciled-age = Âge
unreconciled-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
unreconciled-for = pour { $member }
unreconciled-reference = Référence : { $reference }

## The list

unreconciled-choose-dates = Choisissez les dates ci-dessus.
unreconciled-loading = les articles non rapprochés
unreconciled-none-match = Aucun article ouvert ne correspond.
unreconciled-show-all = Afficher tous les articles non rapprochés
unreconciled-nothing = Rien n’est encore enregistré.
unreconciled-nothing-import = Il faut d’abord des comptes, des factures et des paiements. { $import }, ou { $create }.
unreconciled-nothing-how = Il faut d’abord des comptes, des factures et des paiements. { $create }
unreconciled-import = Importez-les
unreconciled-or-create = créez un compte
unreconciled-create = Créer un compte
unreconciled-all-done = Tout est rapproché.
unreconciled-all-done-how = Les nouveaux articles ouverts apparaîtront ici. { $accounts }
unreconciled-count =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
unreconciled-search = Rechercher par titulaire, compte, opération, référence ou montant
unreconciled-search-for = Titulaire, numéro, réf. ou montant
unreconciled-show = Afficher
unreconciled-side = { $side }, { $items }
unreconciled-side-in = { $side } en { $currency }, { $items }
