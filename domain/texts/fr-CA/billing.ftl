## What other systems call a record

billing-external-id = Identifiant externe : { $id }

## The account

billing-make-payment = Faire un paiement
billing-operations = Actions
billing-its-items = ses articles
billing-none-match = Aucune opération ne correspond.
billing-balance = Solde
billing-expected-balance = Solde prévu
billing-due = Dû
billing-unapplied = Non imputé
billing-aging = Dû aujourd’hui, par jours de retard
billing-the-account = le compte
billing-filter = Filtrer par numéro, description, type, montant ou date
billing-filter-for = Numéro, description ou montant
billing-transactions =
    { $count ->
        [one] { $count } opération
       *[other] { $count } opérations
    }
billing-transactions-here =
    { $count ->
        [one] { $count } opération, ici du { $from } au { $to }
       *[other] { $count } opérations, ici du { $from } au { $to }
    }
billing-income = Revenus
billing-no-charges = Aucun montant facturé pour le moment.
billing-cash-flow = Flux de trésorerie
billing-no-payments = Aucun paiement pour le moment.
billing-pages = Opérations antérieures et plus récentes
billing-newest = Opérations les plus récentes
billing-earlier = Opérations antérieures
billing-key-reconcile = Rapprocher l’opération sélectionnée, ou le compte
billing-billing = la facturation
billing-not-found = Compte introuvable, ou vous n’y avez pas accès.
billing-all-accounts = Tous les comptes
billing-account-number = Compte { $number }
billing-with = avec { $members }
billing-account = Compte

## Transactions

billing-processing = en traitement
billing-described = { $kind } : { $description }
billing-described-more = { $description } et { $count } de plus
billing-needs-fixing = à corriger
billing-amount-open = { $amount } ouvert
billing-open = ouvert
billing-planned = planifié
billing-invoice-kind = Facture :
