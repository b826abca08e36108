## An opened transaction

operations-gone = Cette opération n’existe plus.
operations-due-on = Échéance : { $date }
operations-reference = Référence : { $reference }
operations-reconciliations = Rapprochements
operations-moved-from = Déplacé depuis { $transaction }
operations-moved-to = Déplacé vers { $transaction }
operations-on-statement = Au relevé bancaire : { $line }
operations-and-more = et { $count } de plus
operations-from = de : { $kind } { $number }, { $date }
operations-to = à : { $kind } { $number }, { $date } : { $item }
operations-from-planned = de : versement planifié, échéance du { $date }, { $method }
operations-to-planned = à : versement planifié, échéance du { $date }, { $method }

## Operations

operations-invoice = Facture
operations-checkout = Achat
operations-pay-balance = Payer le solde
operations-deposit = Dépôt
operations-credit = Note de crédit
operations-refund = Remboursement
operations-cancel-items = Annuler des articles
operations-plan-payments = Planifier des versements
operations-subscriptions = Abonnements
operations-reconcile-account = Rapprocher le compte
operations-statement = Relevé de compte
operations-edit-account = Modifier le compte
operations-object = ({ $kind } { $number })
operations-write-off = Radier
operations-confirm-payment = Confirmer le paiement
operations-mark-failed = Inscrire l’échec
operations-correct-payment = Corriger le paiement
operations-move = Déplacer vers un autre compte
operations-receipt = Reçu
operations-send-receipt = Envoyer le reçu
operations-receipt-of = de { $number }
operations-edit = Modifier
