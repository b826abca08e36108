ledger-code-taken = Le code de grand livre { $code } existe déjà. Choisissez un autre code.
ledger-code-subscribed = { $code } a { $subscriptions ->
    [one] { $subscriptions } abonnement actif
   *[other] { $subscriptions } abonnements actifs
} à facturer sous ce code. Résiliez d’abord ce qui facture, puis archivez-le.
ledger-code-undone = L’enregistrement du code de grand livre { $code } a été annulé. Créez-le de nouveau, ou choisissez-en un autre.
ledger-code-unknown = Code de grand livre { $code } introuvable. Créez-le d’abord, ou choisissez-en un autre.
ledger-code-archived = Le code de grand livre { $code } est archivé et ne prend plus de nouveaux articles. Choisissez un autre code, ou désarchivez celui-ci.
