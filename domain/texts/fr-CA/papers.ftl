## From the server

paper-account-not-found = Compte introuvable. Indiquez accountId, ou account avec son numéro.
paper-payment-not-found = Paiement introuvable. Indiquez transactionId ou number d’un paiement ou d’un dépôt.
paper-member-not-found = Membre introuvable. Choisissez un membre de ce compte.
paper-year-invalid = { $text } n’est pas une année. Écrivez-la comme 2026.
paper-value-missing = { $name } manque. Indiquez-le sous la forme { $name }={ $example }.
paper-too-long = Le document aurait { $lines ->
    [one] { $lines } ligne
   *[other] { $lines } lignes
}; il peut en avoir { $most }. Choisissez une période plus courte.
paper-one-year = Un reçu annuel porte sur une seule année civile. Indiquez une année.
paper-account = Compte
paper-page = Page
paper-of-pages = sur
paper-made-on = Établi le
paper-date = Date
paper-transaction = Opération
paper-charged = Facturé
paper-paid = Payé
paper-balance = Solde
paper-opening-balance = Solde d’ouverture
paper-paid-and-credited = Payé et crédité
paper-closing-balance = Solde de clôture
paper-statement = Relevé de compte
paper-amounts-in = Montants en
paper-no-transactions = Il n’y a aucune opération pour cette période.
paper-payment-on-its-way = Ce paiement est en route et n’est pas encore arrivé.
paper-payment-failed = Ce paiement a été retourné ou contrepassé. Ce document n’est pas une preuve de paiement.
paper-receipt = Reçu
paper-paid-on = Payé le
paper-method = Mode de paiement
paper-reference = Référence
paper-amount-paid = Montant payé
paper-paid-for = Payé pour
paper-number = Numéro
paper-dated = Daté du
paper-amount = Montant
paper-kept = Conservé au compte
paper-total = Total
paper-for = Pour
paper-account-itself = Le compte lui-même
paper-yearly-receipt = Reçu annuel
paper-year = Année
paper-not-applied = Non imputé
paper-yearly-note = Selon la date de paiement. Les remboursements sont soustraits; les sommes qui ne sont pas arrivées ne sont pas comptées.
paper-matched-on = Les paiements sont présentés avec ce qu’ils ont payé, selon le rapprochement du { $day }.
paper-on-its-way = En route et pas encore compté : { $amount }.
paper-paid-in-year = Payé en { $year }
paper-kind = { $kind ->
    [INVOICE] Facture
    [PAYMENT] Paiement
    [DEPOSIT] Dépôt
    [CREDIT] Note de crédit
    [CANCELLATION] Annulation
    [REFUND] Remboursement
   *[PAYMENT_CORRECTION] Paiement retourné
}
paper-method-of = { $method ->
    [CASH] comptant
    [CHECK] chèque
    [CARD] carte
    [ECHECK] chèque électronique
    [TRANSFER] virement
   *[OTHER] autre
}
paper-for-whom = { $what }, pour { $name }
papers-known = Les documents possibles sont { $documents }.
paper-method-title = { $method ->
    [CASH] Comptant
    [CHECK] Chèque
    [CARD] Carte
    [ECHECK] Chèque électronique
    [TRANSFER] Virement
   *[OTHER] Autre
}
paper-of-one-payment = Un reçu porte sur un seul paiement. Produisez des relevés de compte ou des reçus annuels.
papers-job-not-found = Tâche introuvable. Indiquez jobId, l’identifiant d’une tâche qui produit des documents.
papers-job-runs = La tâche produit encore des documents. Redemandez-les quand elle sera terminée.
papers-job-has-none = Cette tâche n’a aucun document : elle n’en a produit aucun, ou ils ont été supprimés depuis. Lancez-en une nouvelle.
paper-no-account = Aucun compte ne correspond. Cherchez autre chose, ou omettez la recherche et le filtre pour les prendre tous.
paper-too-many-accounts = Plus de { $most } comptes correspondent. Restreignez la recherche ou le filtre, ou omettez les deux pour les prendre tous.
