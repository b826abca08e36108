## Add open items

reconciliations-open-items = les articles ouverts
reconciliations-nothing-to-add = Aucun article ouvert à ajouter.
reconciliations-nothing-to-add-how = Enregistrez d’abord l’opération manquante au compte.
reconciliations-open-items-title = Articles ouverts
reconciliations-show-more = Afficher plus
reconciliations-available-of =
    { $count ->
        [one] { $count } article, { $sum }. Disponible : { $left }.
       *[other] { $count } articles, { $sum }. Disponible : { $left }.
    }
reconciliations-available = Disponible : { $left }.
reconciliations-add-count = Ajouter { $count }
reconciliations-add = Ajouter
reconciliations-applies = impute

## Names of transactions and items

reconciliations-nothing-open-on = Aucun montant ouvert sur { $item }. Réduisez d’abord un autre montant.
reconciliations-more-than-open = { $amount } de plus que ce qui est ouvert sur { $item }. Maximum : { $most }.
reconciliations-due = échéance : { $date }
reconciliations-the-planned = le versement planifié, échéance du { $date }
reconciliations-the-invoice = la facture { $number }
reconciliations-the-payment = le paiement { $number }
reconciliations-the-deposit = le dépôt { $number }
reconciliations-the-credit = la note de crédit { $number }
reconciliations-the-cancellation = l’annulation { $number }
reconciliations-the-refund = le remboursement { $number }
reconciliations-the-correction = la correction de paiement { $number }

## The picture

reconciliations-others = et d’autres
reconciliations-planned-payment = Versement planifié
reconciliations-drawn = { $amount } – { $name } : { $parts }; { $open } ouvert.
reconciliations-drawn-to = { $amount } vers { $other }
reconciliations-drawn-from = { $amount } provenant de : { $other }
reconciliations-and-more = et { $count } de plus

## While it is read

reconciliations-being-read = Chargement des rapprochements : { $known } sur { $total }. Vous pourrez modifier les montants une fois tous chargés.
reconciliations-too-many = Cette opération a { $total } rapprochements; seuls les { $known } premiers sont affichés. Pour modifier un montant, allez à l’autre côté.

## What is wrong, and how to fix it

reconciliations-only-reversed = Une correction de paiement ne se rapproche qu’avec le paiement qu’elle contrepasse.
reconciliations-has-failed = Le paiement a échoué et ne peut donc pas être imputé.
reconciliations-fix-deletes = Le corriger revient à le supprimer. Il n’est pas compté.
reconciliations-one-sided = Il n’a pas d’autre côté.
reconciliations-two-accounts = Il relie deux comptes : { $name } est dans le compte { $account }.
reconciliations-uses-failed = Il utilise un paiement échoué ou corrigé.
reconciliations-twice = Ces deux articles sont déjà rapprochés l’un avec l’autre.
reconciliations-says-none = Il indique { $amount }, mais rien n’est ouvert sur { $item }.
reconciliations-valid-now = Il est maintenant valide.
reconciliations-fix-same = Le corriger revient à le supprimer et à le recréer avec le même montant de { $amount }.
reconciliations-says-less = Il indique { $amount }, mais seulement { $open } sont ouverts sur { $item }.
reconciliations-fix-replaces = Le corriger revient à le remplacer par un rapprochement de { $amount }.

## The draft

reconciliations-add-item-title = Ajouter un article : { $what }
reconciliations-add-payment-title = Ajouter un paiement : { $what }
reconciliations-saved = Rapprochements enregistrés pour { $name }.
reconciliations-refresh = Actualiser
reconciliations-fix-first = Corrigez d’abord les montants en évidence.
reconciliations-after-saving = Après l’enregistrement :
reconciliations-review = Vérifiez d’abord les modifications.
reconciliations-unsaved = Modifications non enregistrées
reconciliations-discard = Abandonner
reconciliations-saving = Enregistrement…

## Delete and fix

reconciliations-delete-invalid = Il n’est pas compté : aucun montant ne redevient ouvert.
reconciliations-opens-one = { $amount } redevient ouvert sur { $item }.
reconciliations-opens-both = { $amount } redevient ouvert sur { $item } et sur { $other }.
reconciliations-delete-title = Supprimer le rapprochement de { $amount }?
reconciliations-deleted = Rapprochement de { $amount } supprimé.
reconciliations-delete-count =
    { $count ->
        [one] Supprimer { $count } rapprochement
       *[other] Supprimer { $count } rapprochements
    }
reconciliations-all-open = Le montant entier redevient ouvert sur { $name }, et autant de l’autre côté :
reconciliations-sum-open = { $amount } redevient ouvert sur { $name }, et autant de l’autre côté :
reconciliations-amount-of = { $amount } – { $item }
reconciliations-a-planned = un versement planifié
reconciliations-not-counted = (non valide, non compté)
reconciliations-delete-all-title = Supprimer tous les rapprochements pour { $name }?
reconciliations-all-deleted =
    { $count ->
        [one] { $count } rapprochement supprimé pour { $name }.
       *[other] { $count } rapprochements supprimés pour { $name }.
    }
reconciliations-fix-title = Corriger ce rapprochement?
reconciliations-fix = Corriger
reconciliations-fixed = Corrigé : { $amount } au lieu de { $before }.
reconciliations-fixed-deleted = Corrigé : le rapprochement non valide est supprimé.
reconciliations-fixed-half = Le rapprochement correct a été créé, mais celui qui n’est pas valide existe encore.

## The screen

reconciliations-amount = Montant
reconciliations-reconciled = Rapproché
reconciliations-planned = Planifié
reconciliations-open-figure = Ouvert
reconciliations-suggestions = Suggestions
reconciliations-its = ses rapprochements
reconciliations-not-found = Opération introuvable, ou vous n’y avez pas accès.
reconciliations-change-only = Vous pouvez modifier les montants, mais non supprimer. { $lacks }
reconciliations-view-only = Vous avez un accès en lecture seule. { $lacks }
reconciliations-reference = Référence : { $reference }
reconciliations-all-accounts = Tous les comptes
reconciliations-of = Rapprochements – { $name }
reconciliations-title = Rapprochements
reconciliations-delete-all = Tout supprimer
reconciliations-has-none = Elle n’a aucun rapprochement.
reconciliations-locked-some =
    { $count ->
        [one] { $count } rapprochement est verrouillé. Supprimez les autres un par un.
       *[other] { $count } rapprochements sont verrouillés. Supprimez les autres un par un.
    }
reconciliations-key-next = Rapprochement suivant; Entrée en modifie le montant
reconciliations-key-previous = Rapprochement précédent
reconciliations-key-edit = Modifier le montant, ou terminer la modification
reconciliations-key-add = Ajouter des articles ouverts
reconciliations-key-suggestions = Aller aux suggestions
reconciliations-key-delete = Supprimer le rapprochement
reconciliations-nothing-open-lower = Aucun montant ouvert sur { $item }. Réduisez d’abord un montant ou supprimez un rapprochement.
reconciliations-locked-why = Verrouillé : { $reason }

## Rows

reconciliations-by-checkout = Payé à l’achat
reconciliations-by-planned = Par un versement planifié
reconciliations-by-balance = Par un paiement du solde
reconciliations-by-subscription = Par un abonnement
reconciliations-by-mark = Imputé à l’enregistrement
reconciliations-by-hand = Manuel
reconciliations-by-suggestion = D’après une suggestion
reconciliations-by-account = Par le rapprochement du compte
reconciliations-by-all = Par le rapprochement de tous les comptes
reconciliations-by-refund = Par le remboursement
reconciliations-by-cancellation = Par l’annulation
reconciliations-by-correction = Par la correction de paiement
reconciliations-by-import = Importé
reconciliations-by-write-off = Radiation
reconciliations-nothing-open = Aucun montant ouvert. Réduisez d’abord un montant ou supprimez un rapprochement.
reconciliations-open-of = { $open } ouvert { $amount }
reconciliations-of-amount = sur { $amount }
reconciliations-add-item = Ajouter un article
reconciliations-add-payment = Ajouter un paiement
reconciliations-to-item = à { $item }
reconciliations-shown-of =
    { $count ->
        [one] { $shown } sur { $count } rapprochement
       *[other] { $shown } sur { $count } rapprochements
    }
reconciliations-free = Article gratuit : rien à payer.
reconciliations-not-saved = Pas encore enregistré
reconciliations-other-open = { $open } ouvert sur { $amount }
reconciliations-is-locked = Verrouillé
reconciliations-remove = Retirer
reconciliations-object = le rapprochement avec { $other }, { $amount }
reconciliations-amount-with = Montant avec { $item }
reconciliations-is-invalid = { $error } { $wrong } Il a été importé comme non valide et n’est pas compté. { $fix }
reconciliations-was = Auparavant { $amount }.
reconciliations-to-upcoming = Aller aux versements à venir
reconciliations-to-name = Voir { $name }
reconciliations-label = { $amount } avec { $other }

## Suggestions

reconciliations-loading-suggestions = les suggestions
reconciliations-no-suggestions = Aucune suggestion pour le montant ouvert.
reconciliations-with-reasons = pour les montants ouverts, avec motifs
reconciliations-measured = Mesuré sur ce qui a été rapproché à la main : intervalle de 95 %
reconciliations-right =
    { $count ->
        [one] { $right } rapprochement très probable sur { $count } était juste jusqu’ici (au moins { $least } %)
       *[other] Rapprochements très probables justes jusqu’ici : { $right } sur { $count } (au moins { $least } %)
    }
reconciliations-strong = Rapprochement très probable
reconciliations-possible = Rapprochement possible
reconciliations-from = provenant de : { $transaction }
reconciliations-for = { $amount } pour { $item }
reconciliations-reconcile = Rapprocher { $amount }
reconciliations-reconcile-object = de : { $name } avec { $items }
reconciliations-done = { $name } : { $amount } rapproché.

## In the activity list

log-did-create-reconciliations = Rapprochement manuel
log-did-modify-reconciliations = Rapprochements modifiés
log-did-delete-reconciliations = Rapprochements supprimés

## From the server

reconciliation-wrong-kinds = Un rapprochement joint un crédit et un débit, et non { $credit } et { $debit }. Choisissez-en un de chaque.
reconciliation-correction-only-own = Une correction de paiement ne prend que le paiement qu’elle contrepasse. Choisissez un autre article.
reconciliation-write-off-only-own = Une radiation ne règle que les articles de facture pour lesquels elle a été enregistrée. Choisissez un autre crédit.
reconciliation-two-accounts = Les deux articles sont dans des comptes différents. Choisissez-en deux d’un même compte.
reconciliation-payment-failed = Le paiement a échoué; la somme n’est jamais arrivée. Choisissez un autre crédit.
reconciliation-payment-processing = Le paiement est encore en traitement. Confirmez-le avant de le rembourser.
reconciliation-refund-before-credit = { $refund }, du { $refunded_on }, est antérieur à { $credit }, du { $credited_on } : il n’a pas remboursé cela. Choisissez un crédit du { $refunded_on } ou d’une date antérieure.
reconciliation-cancellation-held = Seulement { $refundable } de cette annulation peut être remboursé : un paiement encore en traitement retient l’article annulé. Confirmez-le ou inscrivez d’abord son échec.
reconciliations-locked-not-listed = Rien n’a été modifié; ce qui est verrouillé doit être inscrit tel quel : { $locked }
reconciliation-pair-twice = Les deux mêmes articles sont inscrits deux fois. Inscrivez chaque paire une seule fois, avec son montant entier.
reconcile-no-kinds = Indiquez au moins un type de crédit : { $allowed }, ou n’indiquez pas les types.
reconcile-not-credit = { $kind } n’est pas un type de crédit. Utilisez { $allowed }.
reconciliation-left-out = Omettre un rapprochement le supprime, ce qui exige DELETE_RECONCILIATIONS. Inscrivez-le tel quel.
reconciliations-one-of = Indiquez soit une opération, soit ses rapprochements isolés.
reconciliations-changed-unseen = Quelqu’un d’autre a modifié ses rapprochements. Relisez-les avant de les modifier.
reconciliations-not-of-transaction = L’un des deux articles de chaque rapprochement inscrit doit être de cette opération. Retirez les autres.
reconciliations-locked = { $outcome } : { $locked }
reconciliations-just-changed = Quelqu’un d’autre vient de modifier ses rapprochements. Réessayez.
reconciliation-gone = Rapprochement introuvable; il a peut-être été supprimé ou modifié depuis que vous l’avez lu. Relisez-le.
reconciliation-exists = Ces deux articles sont déjà rapprochés l’un avec l’autre. Modifiez ce rapprochement.
reconciliation-none-open = L’article de { $number } ({ $kind ->
    [INVOICE] facture
    [PAYMENT] paiement
    [DEPOSIT] dépôt
    [CREDIT] note de crédit
    [CANCELLATION] annulation
    [REFUND] remboursement
   *[PAYMENT_CORRECTION] correction de paiement
}) a { $has } ouvert, moins que { $requested }. Choisissez un autre article.
reconciliation-above-open = L’article de { $number } ({ $kind ->
    [INVOICE] facture
    [PAYMENT] paiement
    [DEPOSIT] dépôt
    [CREDIT] note de crédit
    [CANCELLATION] annulation
    [REFUND] remboursement
   *[PAYMENT_CORRECTION] correction de paiement
}) a { $has } ouvert, moins que { $requested }. Rapprochez au plus { $has }.
lock-planned = Il appartient à un versement planifié. Supprimez ou modifiez plutôt ce versement planifié.
lock-processing = Son paiement est encore en traitement. Il pourra être modifié quand le paiement sera confirmé.
lock-correction = Il joint un paiement et la correction qui le contrepasse.
lock-write-off = C’est une radiation. Annulez plutôt la radiation.
lock-item-planned = Son article est associé à un versement planifié. Supprimez d’abord ce versement planifié.
locked-count = { $count ->
    [1] il est verrouillé
   *[other] { $count } rapprochements sont verrouillés
}.
locked-more = Et { $more ->
    [one] { $more } autre.
   *[other] { $more } autres.
}
locked-one = { $amount } de { $receipt } pour { $invoice }, article { $position } ({ $description }) : { $reason }
locked-planned-payment = le versement planifié de { $planned }
locked-by-planned = supprimez ou modifiez plutôt ce versement planifié.
locked-by-processing = { $receipt } est encore en traitement; confirmez-le ou inscrivez d’abord son échec.
locked-by-correction = { $receipt } a échoué, et sa correction reste avec lui.
locked-by-write-off = { $receipt } est une radiation; annulez-la plutôt.
locked-by-item-planned = des versements planifiés retiennent cet article ({ $planned }); supprimez-les ou modifiez-les d’abord.
locked-not-moved = { $number } n’a pas été déplacé
locked-nothing-deleted = Rien n’a été supprimé
