import-kinds-existing-account = un compte existant
import-kinds-currency = seulement pour vérifier celle du compte; facultatif
import-kinds-existing-code = un code de grand livre existant
import-kinds-member = un membre du compte; facultatif
import-kinds-member-example = Léo Tremblay
import-kinds-method = CARD, CASH, CHECK, ECHECK, TRANSFER ou OTHER
import-kinds-external = son nom dans un autre système; facultatif
import-kinds-amount = par exemple 1234.50
import-kinds-date = AAAA-MM-JJ
import-kinds-due = AAAA-MM-JJ; facultatif
import-kinds-unique = unique dans votre organisation
import-kinds-unique-transaction = unique parmi toutes les opérations
import-kinds-reference = par exemple un numéro de chèque; facultatif
import-kinds-of-item = de l’article
import-kinds-position = position de son article

## Accounts, and ledger codes

import-kinds-accounts = Comptes
import-kinds-accounts-row = Une ligne par compte.
import-kinds-owner = à qui l’on facture
import-kinds-owner-example = Marie Tremblay
import-kinds-optional = facultatif
import-kinds-account-currency = code de trois lettres; ne peut pas être modifié par la suite
import-kinds-members = noms séparés par des points-virgules; facultatif
import-kinds-members-example = Léo Tremblay;Sofia Tremblay
import-kinds-ledger-codes = Codes de grand livre
import-kinds-ledger-codes-row = Une ligne par code de grand livre.
import-kinds-code-title = son nom dans les rapports
import-kinds-code-title-example = Cours de natation

## Invoices, payments, credits, refunds and reconciliations

import-kinds-invoices = Factures
import-kinds-invoices-row = Une ligne par article. Les lignes de même numéro de facture forment une seule facture, ses articles dans l’ordre du fichier.
import-kinds-description-example = Cours de natation, niveau 3
import-kinds-payments = Paiements et dépôts
import-kinds-payments-row = Une ligne par paiement ou dépôt.
import-kinds-payment-number = le numéro du reçu, unique parmi toutes les opérations; attribué s’il est vide
import-kinds-payment-kind = PAYMENT ou DEPOSIT
import-kinds-reference-example = N° 4711
import-kinds-pays = numéros de facture séparés par des points-virgules, chacun suivi ou non de deux-points et d’un montant; facultatif
import-kinds-credits = Notes de crédit
import-kinds-credits-row = Une ligne par article. Les lignes de même numéro de note de crédit forment une seule note de crédit, ses articles dans l’ordre du fichier.
import-kinds-credit-example = Piscine fermée une semaine
import-kinds-refunds = Remboursements
import-kinds-refunds-row = Une ligne par remboursement.
import-kinds-refund-reference-example = N° 4712
import-kinds-sources = numéros des crédits qu’il rend, chacun suivi ou non de deux-points et d’un montant; facultatif
import-kinds-reconciliations = Rapprochements
import-kinds-reconciliations-row = Une ligne par rapprochement : le montant d’un article au crédit imputé à un article au débit. Les positions des articles commencent à 1.
import-kinds-credit-number = un paiement, un dépôt, une note de crédit ou une annulation
import-kinds-debit-number = une facture ou un remboursement
