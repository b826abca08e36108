## Items of an invoice or credit

recording-no-ledger-codes = Chaque article a besoin d’un code de grand livre, et il n’y en a pas encore. { $create }
recording-create-ledger-code = Créer un code de grand livre
recording-item-number = Article { $number }
recording-of-item = article { $number }
recording-items-to-pay = Articles, payés dans cet ordre
recording-items-to-credit = Articles à créditer
recording-remove-item = Retirer l’article { $number }
recording-add-item = + Ajouter un article
recording-items-elsewhere = Articles dans d’autres systèmes

## Money

recording-brief = { $does } { $parts }; { $rest }
recording-nothing-left = il ne reste rien
recording-until-clears = Solde jusqu’à l’encaissement
recording-expected-after = Solde prévu après

## What to do next

recording-reconcile-now = Rapprocher maintenant

## Money left unapplied

recording-leave = Laisser { $left } sans imputation?
recording-leave-why = Ce compte doit encore { $due } que vous n’avez pas sélectionnés. Une somme non imputée reste au compte jusqu’à ce que quelqu’un la rapproche.
recording-leave-yes = Laisser non imputé

## Recorded twice?

recording-twice =
    { $count ->
        [one] Déjà enregistré? { $count } opération semble identique.
       *[other] Déjà enregistré? { $count } opérations semblent identiques.
    }
recording-twice-one = { $number }, { $kind } du { $date }, { $owner }
recording-twice-note = Cela ressemble à { $number } du { $date } : annulez l’opération si c’est la même.

## What Undo takes back

recording-the-invoice = la facture
recording-the-payment = le paiement
recording-the-deposit = le dépôt
recording-the-credit = la note de crédit
recording-the-cancellation = l’annulation
recording-the-refund = le remboursement
recording-the-write-off = la radiation
recording-what = { $noun } { $number }, { $amount }

## Cancel items

recording-in-planned = { $amount } en versements planifiés
recording-full-amount = montant entier
recording-amount-to-cancel = Montant à annuler pour { $item }
recording-find-invoice = Trouver une facture
recording-find-hint = Numéro ou description.
recording-find-hint-newest = Numéro ou description. Voici les { $shown } plus récentes sur { $total }.
recording-invoice = Facture
recording-no-invoice = Aucune facture ne correspond à « { $search } ».
recording-cancel-of-invoice = Annuler des articles de { $number }
recording-cancel-title = Annuler des articles : { $owner }
recording-select-to-cancel = Sélectionnez les articles à annuler.
recording-the-invoices = les factures
recording-no-invoices = Aucune facture pour le moment.
recording-no-invoices-how = Une fois une facture enregistrée, vous pouvez en annuler des articles ici.
recording-items-to-cancel = Articles à annuler
recording-head-amount = montant
recording-cancel-reason = Par exemple, cours annulé.
recording-cancelled = Annulé
recording-cancelled-open = Imputé au montant ouvert
recording-cancelled-paid = Déjà payé, devient un crédit au compte
recording-save-cancellation = Enregistrer l’annulation
recording-cancellation-done = Annulation { $number } de { $amount } enregistrée.

## Checkout

recording-item = Article
recording-paid-now = Payé maintenant
recording-planned-head = Planifié
recording-open-head = Ouvert
recording-total-of = Total { $amount }
recording-over = { $amount } en sus du total reste au compte.
recording-due = échéance : { $date }
recording-checkout-title = Achat : { $owner }
recording-in-order = Imputé aux articles dans l’ordre.
recording-save-checkout = Enregistrer l’achat
recording-checkout-done = Facture { $number } de { $amount } enregistrée.
recording-checkout-paid = Facture { $number } de { $amount } enregistrée, avec le paiement { $payment }.
recording-checkout-planned =
    { $count ->
        [one] Facture { $number } de { $amount } enregistrée, avec { $count } versement planifié.
       *[other] Facture { $number } de { $amount } enregistrée, avec { $count } versements planifiés.
    }
recording-checkout-both =
    { $count ->
        [one] Facture { $number } de { $amount } enregistrée, avec le paiement { $payment } et { $count } versement planifié.
       *[other] Facture { $number } de { $amount } enregistrée, avec le paiement { $payment } et { $count } versements planifiés.
    }
recording-the-checkout = la facture { $number }, { $amount }, et le paiement { $payment }

## A credit

recording-settles = règle
recording-credit-title = Note de crédit : { $owner }
recording-stays = La somme restera non imputée. Pour l’imputer : { $lacks }
recording-apply-to = Imputer à
recording-credit = Note de crédit
recording-save-credit = Enregistrer la note de crédit
recording-credit-done = Note de crédit { $number } de { $amount } enregistrée.

## An invoice

recording-invoice-title = Facture : { $owner }
recording-due-hint = Par défaut : la date de la facture.
recording-save-invoice = Enregistrer la facture

## A payment or deposit

recording-pays = paie
recording-rest = reste au compte
recording-pays-items =
    { $count ->
        [one] Paie { $count } article
       *[other] Paie { $count } articles
    }
recording-items-changed = Les articles ouverts ont changé.
recording-refresh = Actualiser
recording-earlier = Il reste { $amount } de sommes antérieures à imputer. { $apply }
recording-apply-first = Les imputer d’abord
recording-deposit-title = Dépôt : { $owner }
recording-payment-title = Faire un paiement : { $owner }
recording-keys = { $down } parcourir { $space } sélectionner { $enter } enregistrer
recording-nothing-due = Rien n’est dû. La somme restera non imputée.
recording-oldest = Voici les { $shown } plus anciennes de { $total } factures ouvertes.
recording-save-payment = Enregistrer le paiement
recording-save-deposit = Enregistrer le dépôt
recording-payment-done = Paiement { $number } de { $amount } enregistré.
recording-deposit-done = Dépôt { $number } de { $amount } enregistré.

## Pay a balance

recording-balance-title = Payer le solde : { $owner }
recording-balance-none = Rien n’est dû. Le solde prévu est de { $balance }.
recording-balance-hint = Jusqu’à concurrence du solde prévu. En date d’aujourd’hui.
recording-balance-oldest = Imputé d’abord aux plus anciens articles ouverts.

## A refund

recording-refunds = rembourse
recording-no-source = sans source
recording-refund-title = Remboursement : { $owner }
recording-refund-more = Le montant ouvert des articles sélectionnés est de { $open }. Sélectionnez-en d’autres, ou remboursez moins.
recording-refund-reference = Par exemple, un numéro de chèque.
recording-unapplied-money = les sommes non imputées
recording-money-to-refund = Sommes à rembourser
recording-nothing-to-refund = Ce compte n’a aucune somme non imputée.
recording-nothing-to-refund-how = Pour rembourser une somme déjà imputée, annulez d’abord les articles ou supprimez le rapprochement.
recording-from-selected = Des articles sélectionnés
recording-none-selected = Rien de sélectionné
recording-refund-leave = Laisser le remboursement non rapproché?
recording-refund-leave-why = Vous n’avez pas sélectionné ce qui est remboursé. Le remboursement reste non rapproché et sans code de grand livre jusqu’à ce que quelqu’un le rapproche.
recording-refund-leave-yes = Laisser non rapproché
recording-save-refund = Enregistrer le remboursement
recording-refund-done = Remboursement { $number } de { $amount } enregistré.

## In the activity list

log-did-create-invoice = Facture
log-did-create-invoices = Factures
log-did-checkout = Achat
log-did-make-payment = Paiement
log-did-make-payments = Paiements
log-did-pay-balance = Solde payé
log-did-create-deposit = Dépôt
log-did-create-credit = Note de crédit
log-did-record-refund = Remboursement
log-did-cancel-items = Articles annulés
