## From the server

batch-just-undone = Quelqu’un d’autre vient d’annuler ce lot. Réessayez.
batch-undone = Ce lot est déjà annulé.
batch-of-factors = On ne peut pas annuler un changement de clés d’accès, d’applications, de codes de récupération ou d’identités liées. Leur propriétaire les change sous Sécurité de la connexion.
batch-of-closing = Une annulation de lot ne clôture ni ne rouvre les livres. Clôturez-les ou rouvrez-les sous Clôture.
batch-of-journal = Un journal exporté figure au grand livre. Corrigez les enregistrements, et exportez de nouveau la période : la différence forme son propre journal.
batch-of-migration-log = Une migration a donné une autre forme au journal d’audit sans modifier aucun enregistrement; elle ne peut pas être annulée.
batch-of-migration-texts = Une migration a donné à ces textes la forme sous laquelle tous sont conservés; elle ne peut pas être annulée.
batch-withdrew-transaction = L’annulation d’un lot qui a retiré une opération ne peut pas être annulée. Enregistrez l’opération de nouveau.
batch-of-bank = Confirmer un paiement ou en inscrire l’échec ne peut pas être annulé : c’est la banque qui l’a fait. Enregistrez ce qu’elle a fait depuis.
batch-erased = Ce qui a été effacé n’existe plus nulle part; ceci ne peut donc pas être annulé. Saisissez-le de nouveau.
batch-payment-processing = { $number } est encore en traitement, et ce que la banque en fait demeure; ceci ne peut donc pas être annulé. S’il a été saisi par erreur, inscrivez son échec en le précisant : sa correction le contrepasse.
batch-member-gone = { $child } est pour { $name }, qui n’est plus dans le compte. Annulez d’abord ce retrait.
batch-ledger-code-archived = { $child } facturerait sous { $ledger_code }, qui est archivé. Désarchivez-le d’abord.
batch-parent-undone = { $child } appartient à { $parent }, dont l’enregistrement a été annulé par { $batch }. Annulez d’abord cela.
batch-reconciliation-processing = Un paiement de ce lot est encore en traitement : { $numbers }. Confirmez-le ou inscrivez d’abord son échec.
batch-reconciliation-across = Un rapprochement de ce lot joint des articles de deux comptes : { $names }. Supprimez-le, puis annulez le lot.
batch-of-series = { $number } appartient à une série sans trou, et des factures ultérieures la suivent : { $numbers }. Annulez plutôt ses articles, ou annulez d’abord l’enregistrement des factures ultérieures, la plus récente en premier.
batch-too-large = Ce lot a fait { $events ->
    [one] { $events } modification
   *[other] { $events } modifications
} dans { $accounts ->
    [one] { $accounts } compte
   *[other] { $accounts } comptes
}, trop pour l’annuler en une seule étape. Omettez `errorPolicy` : il est alors annulé compte par compte.
later-same-records = aux mêmes enregistrements
later-more = { $more ->
    [one] et { $more } autre
   *[other] et { $more } autres
}
later-undo-first = Annulez-les d’abord, la plus récente en premier.
later-changes = Des modifications ultérieures s’appuient sur ce lot : { $batches }. { $way }
later-of-bank = { $batch } a enregistré ce que la banque a fait, qui demeure; ceci ne peut donc pas être annulé. Inscrivez plutôt l’échec du paiement.
later-bank-report = { $batch } demeure, car il enregistre ce que la banque a fait; ceci ne peut donc pas être annulé. { $mutation ->
    [confirmPayment] Pour reprendre l’argent, inscrivez l’échec du paiement et dites pourquoi.
   *[failPayment] La correction du paiement a déjà repris l’argent.
}
later-withdrew = { $batch } a retiré une opération, ce qui demeure; ceci ne peut donc pas être annulé. Enregistrez de nouveau ce qui manque.
batch = « { $mutation } » par { $recorded_by } le { $at }
row-subscription = L’abonnement { $description }
row-planned-payment = Le versement planifié dû le { $due_on }
row-ledger-code = le code de grand livre { $code }
row-account = le compte { $number }
row-role = le rôle { $name }
row-payer = Ce qui est retenu d’un payeur
reconciliation-pair = { $credit } avec { $debit }
later-reconciled = Rapproché depuis : { $numbers }.
later-ended = Supprimé depuis : { $names }.
later-not-possible = N’est plus possible : { $names }.
later-changed = Changé depuis : { $number }.
later-external-id = L’identifiant externe { $external_id } est de nouveau utilisé.
later-key = { $noun ->
    [account] Le numéro de compte
    [ledgerCode] Le code de grand livre
    [role] Le nom du rôle
    [user] L’adresse courriel
    [fileMapping] La correspondance
    [bankAccount] Le compte bancaire
    [payer] Le payeur
   *[payerAccount] Le compte du payeur
} { $value } est de nouveau utilisé.
later-matched = Rapproché avec une ligne bancaire depuis : { $names }.
later-part-ended = Ce qui expliquait une ligne bancaire a été retiré depuis.
later-parts-unfit = Les autres explications d’une ligne bancaire ne concordent pas avec elle sans ce que ceci retire : retirez d’abord ces parties.
later-part-not-possible = Ce qui expliquait une ligne bancaire ne peut plus être refait.
later-line-changed = Une ligne bancaire a changé depuis.
later-lines-used = { $lines ->
    [one] { $lines } de ses lignes est expliquée ou ignorée.
   *[other] { $lines } de ses lignes sont expliquées ou ignorées.
}
lasting-password = Ceci a défini un mot de passe, et le précédent n’est conservé nulle part. Modifiez plutôt l’utilisateur : définissez un nouveau mot de passe et, si ceci les a changés aussi, son nom, ce qu’il peut faire et s’il peut se connecter.
lasting-recovery-codes = Ceci a créé de nouveaux codes de récupération, et les anciens ne sont conservés nulle part. Créez-en de nouveau.
lasting-sessions = Ceci a mis fin à des sessions, qu’aucune annulation ne rouvre. Quiconque en a besoin se connecte de nouveau.
lasting-rotation = Ceci a créé un nouveau secret, déjà utilisé par ses détenteurs. Remplacez de nouveau le secret du jeton, ou révoquez le jeton.
lasting-former-secret = Ceci a mis fin pour de bon à un ancien secret. Remplacez le secret du jeton pour en obtenir un nouveau.
