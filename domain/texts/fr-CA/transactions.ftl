## From the server

number-of-series = Les factures sont numérotées sans trou dans la série { $series }. N’indiquez pas le numéro : il est attribué.
number-like-series = Les numéros comme { $number } sont réservés aux factures. Choisissez un autre numéro.
number-taken = Le numéro { $number } est déjà utilisé. Choisissez-en un autre, ou ne l’indiquez pas.
items-total-too-large = Les articles totalisent { $total } unités mineures, plus que { $most }, le plus grand montant possible. Réduisez un montant.
run-ahead = Le { $day } est après aujourd’hui, le { $today } : ce qui est dû alors n’est pas encore là. Choisissez aujourd’hui ou un jour antérieur.
due-before-invoice = L’échéance, le { $due_on }, précède la date de la facture, le { $day }. Choisissez ce jour ou un jour ultérieur.
due-too-late = L’échéance doit être le { $latest } ou avant.
items-none = Indiquez au moins un article.
items-same-external-id = Deux articles ont l’identifiant externe { $external_id }. Donnez à chacun le sien.
transaction-no-due-date = { $number } n’est pas une facture, et n’a donc pas d’échéance. Ne l’indiquez pas.
transaction-no-method = { $number } ne correspond à aucun mouvement d’argent, et n’a donc pas de mode de paiement. Ne l’indiquez pas.
transaction-method-of-payment = { $number } a le mode du paiement qu’elle contrepasse. Modifiez plutôt ce paiement.
transaction-method-echeck = { $number } ne peut pas devenir un chèque électronique, ni cesser de l’être : la banque ne confirme que ceux-ci. Annulez son enregistrement ou contrepassez-le, et enregistrez-le de nouveau.
kind = { $kind ->
    [INVOICE] une facture
    [PAYMENT] un paiement
    [DEPOSIT] un dépôt
    [CREDIT] une note de crédit
    [CANCELLATION] une annulation
    [REFUND] un remboursement
   *[PAYMENT_CORRECTION] une correction de paiement
}
