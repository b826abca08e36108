paper-account-not-found = Compte introuvable. Donnez accountId, ou account avec son numéro.
paper-payment-not-found = Paiement introuvable. Donnez transactionId ou number d’un paiement ou d’un dépôt.
paper-member-not-found = Membre introuvable. Choisissez un membre de ce compte.
paper-year-invalid = { $text } n’est pas une année. Écrivez-la comme 2026.
paper-value-missing = { $name } manque. Donnez-le comme { $name }={ $example }.
paper-too-long = Le document aurait { $lines ->
    [one] { $lines } ligne
   *[other] { $lines } lignes
}; il peut en avoir { $most }. Choisissez une période plus courte.
paper-one-year = Un reçu annuel porte sur une seule année civile. Donnez une année.
