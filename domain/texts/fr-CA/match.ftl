## The queue

match-the-queue = la file d’attente
match-filter = Filtrer
match-accept-all =
    { $count ->
        [one] Accepter { $count } sûre
       *[other] Accepter les { $count } sûres
    }
match-payments =
    { $count ->
        [one] { $count } paiement
       *[other] { $count } paiements
    }
match-bank-lines =
    { $count ->
        [one] { $count } ligne bancaire
       *[other] { $count } lignes bancaires
    }
match-left = Reste : { $what }
match-none-left = Il n’en reste aucune
match-so-far = Rapprochées
match-count-matched =
    { $count ->
        [one] { $count } rapprochée
       *[other] { $count } rapprochées
    }
match-group-sure = Sûres
match-sure-hint = rien ne s’y oppose
match-group-look = À vérifier
match-look-hint = probable, avec une réserve
match-group-none = Sans proposition
match-none-hint = choisir, conserver ou laisser
match-later-hint = remises à plus tard
match-group-kept = Conservées au compte
match-show-kept = Afficher { $count }
match-hide-kept = Masquer { $count }
match-only-oldest = Seules les plus anciennes sont affichées. Les suivantes viennent une fois celles-ci traitées.
match-one-taken = { $label } : rapprochement ou modification par d’autres entre-temps.
match-taken =
    { $count ->
        [one] { $count } autre a été rapprochée ou modifiée par d’autres entre-temps.
       *[other] { $count } autres ont été rapprochées ou modifiées par d’autres entre-temps.
    }
match-ok = OK
match-all-under-way = Tout ici est traité ou en cours.
match-account = Compte

## Filters

match-show = Afficher
match-everything = Tout ce qui est ouvert
match-money = Paiements, dépôts et notes de crédit
match-lines = Lignes bancaires
match-method = Mode de paiement
match-all-methods = Tous les modes
match-one-import = Seulement ce qu’une importation a apporté.
match-show-all = Tout afficher

## Nothing left

match-import-done = Tout ce qui vient de cette importation est expliqué ou rapproché.
match-none-found = Aucune somme à rapprocher ne correspond.
match-show-all-money = Afficher toutes les sommes à rapprocher
match-done = Terminé : tout est rapproché.
match-nothing-left = Tout est rapproché.
match-will-appear = Les nouveaux paiements et les nouvelles lignes bancaires apparaîtront ici.
match-import-payments = Importez des paiements
match-a-statement = un relevé bancaire
match-go-to-accounts = allez aux comptes
match-go = { $accounts }.
match-import-or-go = { $payments } ou { $statement }, ou { $accounts }.

## An entry

match-bank-line = Ligne bancaire
match-no-text = Aucun texte
match-processing = en traitement
match-quoted = « { $text } »
match-what-is-due = ce qui est dû
match-of-whole = sur { $amount }
match-money-gone = Cette somme n’est plus là.
match-line-gone = Cette ligne bancaire n’a plus besoin d’explication. Passez à la suivante.
match-accept = Accepter
match-saving = Enregistrement…
match-more = Plus
match-keep = Conserver au compte
match-take-up = Reprendre
match-write-off-rest = Radier le reste, { $amount }
match-other-account = Autre compte

## Reasons and proposals

match-reason = Motif
match-is-sure = Sûr.
match-is-likely = À vérifier.
match-oldest-first = Les plus anciens d’abord
match-chosen = Choisi par vous.
match-changed-by-you = Modifié par vous.
match-nothing-points = Rien n’indique l’un plutôt que l’autre.
match-no-proposal = Il n’y a pas de proposition.
match-recorded-on = Enregistré au compte { $owner }, selon votre choix.
match-nobody-named = Rien ne dit qui a payé.
match-and-more = { $one } et { $count } de plus
match-owner-pays = { $owner } : { $pays }
match-unapplied-word = non imputé

## What is due, and what will be so

match-nothing-due = Rien n’est dû dans ce compte.
match-pays = paie
match-apply-to = Imputer à
match-oldest-shown = Les { $shown } plus anciennes factures ouvertes sur { $total }.
match-unapplied = Non imputé
match-after = Ensuite :
match-stays-unapplied = { $amount } reste non imputé
match-part-unapplied = { $amount } de { $label } reste non imputé
match-fully-applied = { $label } imputé en entier
match-paid-in-full = { $number } payée en entier
match-left-to-pay = { $number } : reste { $amount } à payer
match-more-invoices = { $count } autres factures
match-in-reports = aux rapports { $codes }
match-balance-stays = le solde reste { $amount }
match-balance-then = solde ensuite { $amount }
match-explained-by = la ligne est expliquée par { $number }
match-echeck-confirmed = le chèque électronique est confirmé, et le demeure même si l’on annule ceci
match-a-fee = des frais de { $amount }
match-a-payment = un paiement de { $amount } au compte { $owner }
match-the-payment = le paiement
match-select-first = Choisissez d’abord ce que cela paie, ou conservez la somme au compte.
match-nothing-due-keep = Rien n’est dû dans ce compte. Conservez-y la somme, ou déplacez-la vers un autre compte.
match-line-select-first = Choisissez d’abord ce que cela paie. Pour laisser la somme non imputée, enregistrez le paiement sous Plus.
match-choose-account = Choisissez d’abord le compte, ou l’une des autres façons.
match-choose-way = Choisissez d’abord une façon de l’expliquer.
match-still-reading = La lecture du compte est en cours.

## The account beside it

match-balance = Solde
match-due = Dû
match-by-age = Dû, par âge
match-earlier = Sommes antérieures de ce montant
match-none = Aucune.
match-pays-by-bank = Payeurs à la banque
match-statement = Relevé de compte
match-whole-account = Tout le compte
match-reconciliations-of = Rapprochements de { $number }
match-notes = Notes
match-from-account = Du compte
match-to-account = Au compte
match-reference = Référence
match-kept-by-processor = Retenu par le processeur

## What was done

match-amount-of = { $amount } de { $label }
match-matched = { $text } : rapproché.
match-explained = { $text } : ligne expliquée.
match-counts-matched = { $text } : rapproché.
match-match-of = le rapprochement de { $text }
match-explanation-of = l’explication de { $text }
match-others-changed =
    { $count ->
        [one] { $count } autre a changé et est à vérifier.
       *[other] { $count } autres ont changé et sont à vérifier.
    }
match-nothing-matched = Rien n’a été rapproché.
match-changed = Ce qui est ouvert a changé. Vérifiez de nouveau.
match-is-kept = { $what } : conservé au compte. La somme reste affichée plus bas.
match-is-back = { $what } : de nouveau dans la file d’attente.

## Keys

match-key-accept = Accepter et passer à la suivante
match-key-accept-sure = Accepter toutes celles qui sont sûres
match-key-next = Suivante dans la file
match-key-previous = Précédente dans la file
match-key-proposal = Choisir la proposition { $number }
match-key-select = Choisir ce que cela paie
match-key-to-dues = Aller à ce qui est dû
match-key-exact = Saisir un montant exact
match-key-later = Plus tard
match-key-back = Retour à la file d’attente
match-key-keep = Conserver la somme au compte
match-key-write-off = Accepter, et radier le reste
match-key-other-account = Un autre compte
match-key-match-line = Rapprocher une ligne bancaire avec une somme enregistrée
match-key-refund = Enregistrer le remboursement d’une ligne bancaire
match-key-several = Enregistrer une ligne bancaire dans plusieurs comptes
match-key-fee = Expliquer une ligne bancaire par des frais ou autrement
match-key-ignore = Ignorer une ligne bancaire
match-by-accept = accepter
match-by-step = suivante, précédente
match-by-proposal = proposition
match-by-select = choisir
match-by-exact = montant exact
match-by-keep = conserver
match-by-later = plus tard
match-by-other = autre compte
match-by-undo = annuler
match-by-all = toutes les touches
