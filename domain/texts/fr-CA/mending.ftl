## Confirm a payment

mending-arrived = La somme de { $amount } est-elle arrivée?
mending-arrived-what = Le paiement { $number } est déduit du solde, et ses rapprochements sont déverrouillés.
mending-arrived-final = Cela ne peut pas être annulé. Si le paiement est retourné plus tard, corrigez-le alors.
mending-confirm = Confirmer le paiement
mending-not-yet = Pas encore
mending-confirmed = Paiement { $number } de { $amount } confirmé.

## Correct a payment

mending-fail-title = Inscrire l’échec du paiement { $number }
mending-correct-title = Corriger le paiement { $number }
mending-fail-what = Le paiement n’a pas été encaissé. Ses rapprochements sont supprimés, et une correction de { $amount } le contrepasse. Cela ne peut pas être annulé.
mending-correct-what = Le paiement a été retourné, contesté ou saisi par erreur. Ses rapprochements sont supprimés, et une correction de { $amount } le contrepasse. Cela ne peut pas être annulé.
mending-fail-reason = Par exemple, provision insuffisante.
mending-correct-reason = Par exemple, chèque retourné.
mending-correction-date = Date de la correction
mending-correction-date-hint = Par défaut : aujourd’hui. Ne peut pas précéder le paiement.
mending-items-open-again = Articles qui seront de nouveau ouverts :
mending-no-items = Aucun article n’est touché.
mending-reason-first = Saisissez un motif pour voir les articles touchés.
mending-record-failure = Enregistrer l’échec
mending-record-correction = Enregistrer la correction
mending-failed = Paiement { $number } échoué; correction { $correction } de { $amount } enregistrée.

## Move a payment

mending-stays-there = La somme y restera non imputée. Pour l’imputer : { $lacks }
mending-open-invoices = les factures ouvertes
mending-apply-to = Imputer à
mending-nothing-due-there = Rien n’est dû dans ce compte. La somme y restera non imputée.
mending-move-title = Déplacer { $number } vers un autre compte
mending-choose-account = Choisissez le compte auquel il appartient.
mending-move-what = Ses rapprochements ici sont supprimés, une correction de { $amount } le contrepasse, et il est enregistré dans l’autre compte avec les mêmes date, mode de paiement et référence.
mending-no-other-account = Aucun autre compte en { $currency } ne correspond à « { $search } ».
mending-move-reason = Le client de ce compte peut le lire. Ne nommez pas l’autre compte.
mending-balance-of = Solde après, { $owner }
mending-unapplied-there = Non imputé dans ce compte
mending-move-first = Choisissez le compte et saisissez un motif pour voir l’effet.
mending-move = Déplacer le paiement
mending-moved = { $number } déplacé vers { $owner } sous le numéro { $new }.
mending-the-move = le déplacement de { $number } vers { $owner }

## Edit a transaction

mending-edit-title = Modifier { $number }
mending-edit-limits = Les montants, les articles, la date et le numéro ne peuvent pas être modifiés.
mending-edit-order = Par exemple, un bon de commande.
mending-due = Échéance
mending-due-hint = Sans échéance, la facture est due à sa date.
mending-updated = { $number } modifié.

## Write off

mending-write-off-of = Montant à radier pour { $item }
mending-write-off-title = Radier : { $number }
mending-select-write-off = Sélectionnez les articles à radier.
mending-the-items = les articles
mending-write-off-limit = Au plus { $limit } par article. Une radiation n’est jamais remboursée; pour revenir en arrière, annulez-la.
mending-items-to-write-off = Articles à radier
mending-write-off-reason = Par exemple, montant trop faible pour être recouvré.
mending-nothing-open = Rien de cette facture n’est ouvert.
mending-written-off = Radié
mending-write-off = Radier
mending-wrote-off = Radiation { $number } enregistrée : { $amount } de { $invoice }.
mending-item-problem = { $item } : { $problem }

## Undo a batch

mending-undo-title = Annuler { $what }?
mending-undo-checking = Vérification de la possibilité d’annuler…
mending-undo = Annuler la modification
mending-accounts-to-revert = Comptes à rétablir
mending-reconciliations-to-revert = Rapprochements à supprimer ou à rétablir
mending-total-amount = Montant total
mending-accounts-left = Comptes qui ne peuvent pas être rétablis
mending-by-account = L’annulation se fait compte par compte et peut prendre un certain temps.
mending-undo-but =
    { $count ->
        [one] Cela peut être annulé dans tous les comptes sauf celui-ci. Annulez le reste une fois la cause disparue.
       *[other] Cela peut être annulé dans tous les comptes sauf ceux-ci. Annulez le reste une fois la cause disparue.
    }
mending-undo-fine = Cela peut être annulé : aucune modification ultérieure n’en dépend. Les opérations qui ont ainsi été enregistrées sont retirées.
mending-view-activity-of = Voir l’activité du compte { $account }
mending-view-activity = Voir l’activité

## In the activity list

log-did-confirm-payment = Paiement confirmé
log-did-fail-payment = Paiement échoué
log-did-move-payment = Paiement déplacé
log-did-update-transaction = Opération modifiée
log-did-write-off = Radiation
log-did-undo-batch = Annulation d’une modification
