## Installments

installments-every-month = Tous les mois
installments-every-week = Toutes les semaines
installments-every-quarter = Tous les 3 mois
installments-every-year = Tous les ans
installments-leave-open = Laisser ouvert
installments-equal = Payer en versements égaux
installments-custom = Payer en versements personnalisés
installments-title = Versements
installments-first-due = Première échéance
installments-enter-number = Saisissez un nombre de 1 à 120.
installments-enter-first-due = Saisissez la première échéance.
installments-number = Versement { $number }
installments-of = versement { $number }
installments-for = Pour
installments-in-order = Articles restants, dans l’ordre
installments-remove = Retirer le versement { $number }
installments-add = + Ajouter un versement
installments-remaining = Solde restant

## From the server

installments-cannot-split = { $amount_cents } unités mineures peuvent être divisées en 1 à { $most } parts, et non { $count }.
installment-above-rest = { $requested } dépasse ce qui reste à payer, { $rest }. Prévoyez au plus ce montant, ou ne l’indiquez pas.
installment-items-above-amount = Ses articles totalisent { $total }, plus que le montant du versement planifié, { $amount }. Réduisez les montants des articles, ou augmentez celui du versement.
installment-above-item = { $requested } dépasse ce qui peut être planifié pour cet article, { $available }. { $reason }
checkout-two-plans = Indiquez soit `installments`, soit `installmentPlan`, mais pas les deux.
checkout-nothing-to-plan = Il ne reste rien à payer par versements : le paiement couvre tout.
installment-position-invalid = À l’achat, indiquez un article par sa position, de 1 à { $most }.
installment-item-by-id = Indiquez l’article par `itemId`. `position` ne fonctionne qu’à l’achat.
installment-item-of-other-account = Cet article n’est pas dans le compte { $number }. Choisissez-en un qui l’est.
installment-not-invoice = Un versement planifié ne peut porter que sur des articles de facture. Retirez les autres.
planned-payments-none = Indiquez au moins un versement.
installment-at-most = Prévoyez au plus ce montant.
planned-payment-deleted = Ce versement planifié a été supprimé et ne peut plus être modifié. Planifiez-en un nouveau.
planned-payment-processed = Ce versement planifié a été traité et ne peut plus être modifié. Planifiez-en un nouveau.
