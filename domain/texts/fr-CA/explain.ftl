## Fee or other

explain-fee = Frais de la banque ou du processeur
explain-fee-back = Frais remboursés
explain-something-else = Autre chose, sans rapport avec un client
explain-other-title = Frais ou autre : { $line }
explain-say-what = Dites ce que c’est, par exemple un virement entre vos propres comptes.
explain-what-it-is = De quoi il s’agit
explain-amount = Montant
explain-left = Il reste { $amount } de la ligne à expliquer.
explain-reason = Motif
explain-fee-needs-none = Inutile pour des frais; nécessaire pour tout le reste, à l’intention de qui le lira plus tard.
explain-save = Expliquer la ligne
explain-explanation = explication de la ligne de { $line }

## Ignoring it

explain-ignore-title = Ignorer la ligne de { $line }
explain-enter-reason = Saisissez un motif.
explain-ignored-means = Dans le rapprochement du compte bancaire, une ligne ignorée compte comme non expliquée, avec ce motif à côté.
explain-ignored-hint = Par exemple, un virement d’essai de la banque.
explain-ignore = Ignorer la ligne
explain-ignored = La ligne de { $line } est ignorée.
explain-ignoring = mise à l’écart de la ligne de { $line }

## Matching what is recorded

explain-quoted = « { $text } »
explain-processing = en traitement
explain-recorded-money = les sommes enregistrées
explain-recorded-money-list = Sommes enregistrées
explain-only-first = Seuls les { $shown } premiers comptes sont affichés. Cherchez un titulaire ou un numéro.
explain-no-match = Aucune somme enregistrée ne correspond à « { $search } ».
explain-none-near = Aucune somme enregistrée de { $amount } vers ce jour n’est sans ligne bancaire.
explain-search-how = Cherchez par titulaire, compte, reçu ou référence, regardez toutes les dates, ou enregistrez plutôt la somme à partir de la ligne.
explain-match-title = Rapprocher la ligne de { $line }
explain-select = Sélectionnez ce à quoi correspond la ligne.
explain-enter-bank-reason = Saisissez le motif de la banque.
explain-refund = Remboursement ou correction
explain-returned = Paiement retourné par la banque
explain-find = Chercher parmi les sommes enregistrées
explain-find-hint = Vide : les sommes de { $amount }. Sinon, titulaire, reçu, référence ou montant.
explain-dates = Dates
explain-within-days = À { $count } jours près
explain-any-date = Toutes les dates
explain-returned-means = Le paiement échoue : ses rapprochements prennent fin et une correction le contrepasse. L’annulation ne défait que le rapprochement avec la ligne.
explain-bank-reason = Motif de la banque
explain-bank-reason-hint = Par exemple, provision insuffisante.
explain-kept = Retenu par la banque ou le processeur
explain-kept-hint = Si la ligne est inférieure à ce qui a été payé : le reste devient des frais.
explain-confirms = Rapprocher un chèque électronique en traitement le confirme. L’annulation ne défait que le rapprochement avec la ligne.
explain-explained = Expliqué
explain-left-of-line = Reste de la ligne
explain-to-explain = À expliquer
explain-match = Rapprocher
explain-the-match = rapprochement de la ligne de { $line }

## Recording it on one account

explain-payment = Paiement
explain-deposit = Dépôt
explain-paid-before = A déjà payé pour
explain-stays-unapplied = La somme restera non imputée. Pour l’imputer : { $lacking }
explain-open-items = les articles ouverts
explain-apply-to = Imputer à
explain-nothing-due = Rien n’est dû. La somme restera non imputée.
explain-payment-title = Enregistrer un paiement : { $line }
explain-refund-title = Enregistrer un remboursement : { $line }
explain-choose-account = Choisissez le compte.
explain-method = Mode de paiement
explain-record-as = Enregistrer comme
explain-kept-becomes-fee = Le processeur en a retenu { $amount }, ce qui devient des frais.
explain-refund-afterwards = Choisissez ensuite, sous Rapprochements, quelle somme est remboursée.
explain-choose-to-see = Choisissez le compte pour voir l’effet.
explain-same-money = Si c’est la même somme, revenez en arrière et rapprochez-la plutôt.
explain-balance-after = Solde après, { $owner }
explain-unapplied = Non imputé
explain-without-source = Sans source
explain-record = Enregistrer et rapprocher
explain-record-refund = Enregistrer et rapprocher
explain-recorded = { $kind } { $number } de { $amount } enregistré.

## Recording it on several accounts

explain-part = partie { $number }
explain-several-title = Plusieurs comptes : { $line }
explain-several-means = Le texte de la ligne n’est pas copié dans ces comptes. Imputez ensuite la somme depuis l’écran Rapprocher, ou directement à ce qui est dû dans chaque compte.
explain-empty-rest = Vide : ce qui reste, { $amount }
explain-remove-part = Retirer la partie { $number }
explain-add-account = Ajouter un compte
explain-to-share = À répartir
explain-record-several = Enregistrer dans ces comptes
explain-record-several-refunds = Enregistrer les remboursements
explain-payments-recorded =
    { $count ->
        [one] { $count } paiement enregistré.
       *[other] { $count } paiements enregistrés.
    }
explain-refunds-recorded =
    { $count ->
        [one] { $count } remboursement enregistré.
       *[other] { $count } remboursements enregistrés.
    }
explain-payments-from =
    { $count ->
        [one] { $count } paiement de la ligne de { $line }
       *[other] { $count } paiements de la ligne de { $line }
    }
explain-refunds-from =
    { $count ->
        [one] { $count } remboursement de la ligne de { $line }
       *[other] { $count } remboursements de la ligne de { $line }
    }

## What the money does

explain-explains = explique
explain-pays = paie
