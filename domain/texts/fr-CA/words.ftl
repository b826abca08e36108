## Kinds of transactions

word-invoice = Facture
word-payment = Paiement
word-deposit = Dépôt
word-credit = Note de crédit
word-cancellation = Annulation
word-refund = Remboursement
word-payment-correction = Correction de paiement

## Methods of payment

word-cash = Comptant
word-check = Chèque
word-card = Carte
word-echeck = Chèque électronique
word-transfer = Virement
word-other = Autre

## Permissions

word-view-client-accounts = Voir les comptes des clients
word-client-billing = Facturation des clients
word-manage-reconciliations = Gérer les rapprochements
word-delete-reconciliations = Supprimer les rapprochements
word-view-reports = Voir les rapports
word-record-transactions = Enregistrer des opérations
word-import-data = Importer des données
word-manage-access = Gérer les accès
word-close-books = Clôturer les livres

## Statuses of reconciliation

word-fully-reconciled = Entièrement rapproché
word-partially-reconciled = Partiellement rapproché
word-not-reconciled = Non rapproché
word-reconciled-with-planned-payments = Rapproché avec des versements planifiés
word-reconciliation-error = Erreur de rapprochement
words-not-arrived = En traitement : la somme n’est pas encore arrivée. { $status }

## Who did something

words-command-line = ligne de commande
words-provider = fournisseur d’identité
words-token = jeton { $name }
