## States

word-processing = En traitement
word-confirmed = Confirmé
word-failed = Échoué
word-planned = Planifié
word-adjusted = Ajusté
word-processed = Traité
word-deleted = Supprimé

## Intervals of subscriptions

word-week = Semaine
word-month = Mois
word-quarter = Trimestre
word-year = Année

## Origins of reconciliations

word-checkout = Achat
word-installment = Versement
word-balance-payment = Paiement du solde
word-subscription = Abonnement
word-mark = Imputé à l’enregistrement
word-manual = Manuel
word-suggestion = Suggestion
word-reconcile-account = Rapprochement du compte
word-reconcile-all = Rapprochement de tous les comptes
word-correction = Correction
word-import = Importation
word-write-off = Radiation

## Sides, and parts of bank lines

word-debit = Débit
word-transaction = Opération
word-fee = Frais

## Kinds of files

word-accounts = Comptes
word-ledger-codes = Codes de grand livre
word-invoices = Factures
word-payments = Paiements
word-credits = Notes de crédit
word-refunds = Remboursements
word-reconciliations = Rapprochements

## Kinds of changes

word-account-created = Compte créé
word-account-updated = Compte modifié
word-account-withdrawn = Compte annulé
word-member-added = Membre ajouté
word-member-updated = Membre modifié
word-transaction-recorded = Opération enregistrée
word-transaction-updated = Opération modifiée
word-transaction-withdrawn = Opération annulée
word-payment-confirmed = Paiement confirmé
word-payment-failed = Paiement échoué
word-reconciliation-created = Rapprochement créé
word-reconciliation-updated = Rapprochement modifié
word-reconciliation-released = Rapprochement supprimé
word-planned-payment-created = Versement planifié créé
word-planned-payment-updated = Versement planifié modifié
word-planned-payment-ended = Versement planifié terminé
word-subscription-created = Abonnement créé
word-subscription-updated = Abonnement modifié
word-subscription-withdrawn = Abonnement annulé
word-ledger-code-created = Code de grand livre créé
word-ledger-code-updated = Code de grand livre modifié
word-ledger-code-withdrawn = Code de grand livre annulé
word-bank-account-created = Compte bancaire créé
word-bank-account-withdrawn = Compte bancaire annulé
word-bank-line-imported = Ligne bancaire importée
word-bank-line-explained = Ligne bancaire expliquée
word-bank-line-reopened = Ligne bancaire rouverte
word-bank-line-withdrawn = Ligne bancaire annulée
word-books-closed = Livres clôturés
word-books-reopened = Livres rouverts
word-person-erased = Personne effacée
word-user-created = Utilisateur créé
word-user-updated = Utilisateur modifié
word-token-created = Jeton créé
word-token-revoked = Jeton révoqué
