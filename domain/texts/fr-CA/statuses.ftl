## From the server

status-error-beyond-amount = Ses rapprochements totalisent { $used }, plus que son montant de { $amount }. Supprimez-les et recréez-les.
status-error-invalid = { $count ->
    [1] Un rapprochement qui enfreint une règle a été importé. Supprimez-le et créez-le
   *[other] { $count } rapprochements qui enfreignent une règle ont été importés. Supprimez-les et créez-les
} comme il se doit.
status-error-stored-sum = Un total enregistré diffère de ses rapprochements. Supprimez-les et recréez-les.
status-free-of-charge = C’est gratuit; il ne reste donc rien à rapprocher.
status-processing = Entièrement rapproché; { $processing } est encore en traitement.
status-all-reconciled = La totalité, { $amount }, est rapprochée.
status-planned = Des versements planifiés de { $planned } sont encore à venir.
status-planned-in-part = Des versements planifiés de { $planned } sont encore à venir; { $shortfall } n’est pas couvert.
status-nothing-reconciled = Aucune partie de ses { $amount } n’est rapprochée.
status-open = Montant encore ouvert : { $open } sur { $amount }.
origin = { $origin ->
    [CHECKOUT] Payé à l’achat
    [INSTALLMENT] Payé par un versement planifié pour cet article
    [BALANCE_PAYMENT] Payé par un paiement du solde, le plus ancien d’abord
    [SUBSCRIPTION] Payé par l’abonnement qui l’a facturé
    [MARK] Imputé à l’enregistrement
    [MANUAL] Rapproché à la main
    [SUGGESTION] Accepté d’après une suggestion
    [RECONCILE_ACCOUNT] Rapproché automatiquement, le plus ancien d’abord, pour ce compte
    [RECONCILE_ALL] Rapproché automatiquement, le plus ancien d’abord, pour tous les comptes
    [REFUND] Indiqué comme ce qui a été remboursé
    [CANCELLATION] Réglé par la propre annulation de l’article
    [CORRECTION] Contrepassé par la correction d’un paiement échoué
    [IMPORT] Importé d’un fichier
   *[WRITE_OFF] Radié
}
reconciliation-made = { $origin }, par { $recorded_by }.
reconciliation-made-again = { $origin }, par { $recorded_by }, de nouveau après une annulation de lot.
reconciliation-planned = Retenu pour un versement encore à venir, planifié par { $recorded_by }.
reconciliation-imported-invalid = Importé d’un fichier par { $recorded_by } bien qu’il enfreigne une règle; il ne compte nulle part.
status-payment-failed = Le paiement a échoué : { $reason }. { $correction } le contrepasse.
status-faults-more = Et { $more ->
    [one] { $more } autre.
   *[other] { $more } autres.
}
status-faults-way = Supprimez ce qui est erroné, et créez-le comme il se doit.
status-fault-twice = les deux mêmes articles sont déjà rapprochés.
status-fault-beyond-open = c’est plus que le montant ouvert de l’un des deux.
status-fault = { $amount } de { $credit } pour { $debit } : { $fault }
