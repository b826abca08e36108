reconciliation-wrong-kinds = Un rapprochement joint un crédit et un débit, et non { $credit } et { $debit }. Choisissez-en un de chaque.
reconciliation-correction-only-own = Une correction de paiement ne prend que le paiement qu’elle renverse. Choisissez un autre article.
reconciliation-write-off-only-own = Une radiation ne règle que les articles de facture pour lesquels elle a été enregistrée. Choisissez un autre crédit.
reconciliation-two-accounts = Les deux articles sont dans des comptes différents. Choisissez-en deux d’un même compte.
reconciliation-payment-failed = Le paiement a échoué; son argent n’est jamais arrivé. Choisissez un autre crédit.
reconciliation-payment-processing = Le paiement est encore en traitement. Confirmez-le avant de le rembourser.
reconciliation-refund-before-credit = { $refund }, du { $refunded_on }, est antérieur à { $credit }, du { $credited_on } : il n’a pas remboursé cela. Choisissez un crédit du { $refunded_on } ou d’avant.
reconciliation-cancellation-held = Seulement { $refundable } de cette annulation peut être remboursé : un paiement encore en traitement retient l’article annulé. Confirmez-le ou faites-le échouer d’abord.
reconciliations-locked-not-listed = Rien n’a été changé; ce qui est verrouillé doit être inscrit tel quel : { $locked }
reconciliation-pair-twice = Les deux mêmes articles sont inscrits deux fois. Inscrivez chaque paire une seule fois, avec son montant entier.
reconcile-no-kinds = Nommez au moins un genre de crédit : { $allowed }, ou n’indiquez pas les genres.
reconcile-not-credit = { $kind } n’est pas un genre de crédit. Utilisez { $allowed }.
reconciliation-left-out = Omettre un rapprochement le supprime, ce qui exige DELETE_RECONCILIATIONS. Inscrivez-le tel quel.
reconciliations-one-of = Nommez soit une transaction, soit ses rapprochements isolés.
reconciliations-changed-unseen = Quelqu’un d’autre a changé ses rapprochements. Relisez-les avant de les changer.
reconciliations-not-of-transaction = Un bout de chaque rapprochement inscrit doit être dans cette transaction. Retirez les autres.
reconciliations-locked = { $outcome } : { $locked }
reconciliations-just-changed = Quelqu’un d’autre vient de changer ses rapprochements. Essayez de nouveau.
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
lock-correction = Il joint un paiement et la correction qui le renverse.
lock-write-off = C’est une radiation. Annulez plutôt la radiation.
lock-item-planned = Son article est lié à un versement planifié. Supprimez d’abord ce versement planifié.
locked-count = { $count ->
    [1] il est verrouillé
   *[other] { $count } rapprochements sont verrouillés
}.
locked-more = Et { $more } autres.
locked-one = { $amount } de { $receipt } pour { $invoice }, article { $position } ({ $description }) : { $reason }
locked-planned-payment = le versement planifié de { $planned }
locked-by-planned = supprimez ou modifiez plutôt ce versement planifié.
locked-by-processing = { $receipt } est encore en traitement; confirmez-le ou faites-le échouer d’abord.
locked-by-correction = { $receipt } a échoué, et sa correction reste avec lui.
locked-by-write-off = { $receipt } est une radiation; annulez-la plutôt.
locked-by-item-planned = des versements planifiés retiennent cet article ({ $planned }); supprimez-les ou modifiez-les d’abord.
locked-not-moved = { $number } n’a pas été déplacé
locked-nothing-deleted = Rien n’a été supprimé
