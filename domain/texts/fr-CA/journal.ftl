journal-title = Journal
journal-sage-us = Sage 50 (États-Unis)
journal-sage-canada = Sage 50 (Canada)
journal-export = Exporter
journal-date = Date
journal-account = Compte
journal-description = Description
journal-debit = Débit
journal-credit = Crédit
journal-correction = Correction
journal-period = Période
journal-exported = Exporté
journal-amount = Montant
journal-actions = Actions
journal-download = Télécharger
journal-number = le journal { $number }
journal-currency = Devise
journal-file-for = Fichier pour
journal-nothing-yet = Rien à comptabiliser pour le moment.
journal-choose-dates = Choisissez les dates ci-dessus.
journal-the-journal = le journal
journal-debits = Débits
journal-credits = Crédits
journal-lines-of = Lignes du journal
journal-posts-nothing = Il n’y a rien à comptabiliser pour cette période.
journal-other-dates = Choisissez d’autres dates.
journal-former = Journaux exportés
journal-exported-journals = les journaux exportés
journal-none = Aucun journal n’est encore exporté.
journal-none-how = Exportez un mois une fois qu’il est clôturé. Ce qui y change ensuite forme un journal à part.
journal-days-lines =
    { $count ->
        [one] { $days }, { $count } ligne
       *[other] { $days }, { $count } lignes
    }
journal-counts = Ce que les factures, les notes de crédit et les sommes de la période inscrivent au grand livre, par jour et par compte. Les rapprochements n’y inscrivent rien, ni les sommes en traitement.

## Exporting it

journal-export-title = Exporter le journal
journal-export-means = Le journal reçoit un numéro et ne change plus jamais. Ce qui est enregistré ensuite dans ses jours forme un journal à part.
journal-looking = Recherche de ce qui est nouveau…
journal-nothing-new = Rien de nouveau : les journaux précédents contiennent tout ce qui est à comptabiliser pour la période.
journal-new =
    { $count ->
        [one] { $number }, { $days } : { $count } ligne, { $amount } de chaque côté.
       *[other] { $number }, { $days } : { $count } lignes, { $amount } de chaque côté.
    }
journal-corrects = Il corrige des jours que contenaient des journaux précédents.
journal-done = Exporté sous le numéro { $number }.

## What a line is of

journal-receivables = Comptes clients
journal-clearing = Compte d’attente : { $method }
journal-charged = Comptes clients : facturé, remboursé et retourné
journal-paid = Comptes clients : payé et crédité
journal-received = Reçu : { $method }
journal-given-back = Remboursé et retourné : { $method }
journal-sales = Ventes : { $title }
journal-credited = Crédité et annulé : { $title }
journal-correction-of = Correction du { $day } : { $text }

## In the activity list

log-did-export-journal = Journal exporté
