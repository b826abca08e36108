## Create and rename

ledger-codes-title-hint = Par exemple, Cours de natation.
ledger-codes-new = Nouveau code de grand livre
ledger-codes-enter-code = Saisissez un code.
ledger-codes-enter-title = Saisissez un intitulé.
ledger-codes-code = Code
ledger-codes-code-hint = Par exemple, NATATION ou 4010. Ne peut plus être modifié par la suite.
ledger-codes-title = Intitulé
ledger-codes-create = Créer le code
ledger-codes-created = Code de grand livre { $code } créé.
ledger-codes-rename-one = Renommer { $code }
ledger-codes-rename-hint = Par exemple, Cours de natation. Les rapports montrent toujours l’intitulé actuel.
ledger-codes-rename = Renommer
ledger-codes-renamed = Code de grand livre { $code } renommé.

## The list

ledger-codes-active = Actif
ledger-codes-with-archived = Inclure les codes archivés
ledger-codes-restored = { $code } désarchivé.
ledger-codes-archived-done = { $code } archivé. Il ne peut plus servir à de nouveaux articles, mais reste dans les rapports.
ledger-codes-state = État
ledger-codes-archived = Archivé
ledger-codes-actions = Actions
ledger-codes-restore = Désarchiver
ledger-codes-archive = Archiver
ledger-codes-loading = les codes de grand livre
ledger-codes-none = Aucun code de grand livre pour le moment.
ledger-codes-none-how = Chaque article de facture en a besoin.
ledger-codes-none-import = Chaque article de facture en a besoin. { $import }, ou créez-en un.
ledger-codes-import = Importez un fichier CSV
ledger-codes-count =
    { $count ->
        [one] { $count } code de grand livre
       *[other] { $count } codes de grand livre
    }
ledger-codes-show = Afficher

## In the activity list

log-did-create-ledger-code = Code de grand livre créé
log-did-update-ledger-code = Code de grand livre modifié

## From the server

ledger-code-taken = Le code de grand livre { $code } existe déjà. Choisissez un autre code.
ledger-code-subscribed = { $code } a { $subscriptions ->
    [one] { $subscriptions } abonnement actif qui facture sous ce code. Résiliez-le
   *[other] { $subscriptions } abonnements actifs qui facturent sous ce code. Résiliez-les
} avant de l’archiver.
ledger-code-undone = L’enregistrement du code de grand livre { $code } a été annulé. Créez-le de nouveau, ou choisissez-en un autre.
ledger-code-unknown = Code de grand livre { $code } introuvable. Créez-le d’abord, ou choisissez-en un autre.
ledger-code-archived = Le code de grand livre { $code } est archivé et ne prend plus de nouveaux articles. Choisissez un autre code, ou désarchivez celui-ci.
