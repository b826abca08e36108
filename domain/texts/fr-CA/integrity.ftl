integrity-title = Intégrité
integrity-about = Vérifie que tous les enregistrements concordent
integrity-checking-all = Vérification de tous les enregistrements. Cela prend jusqu’à 30 secondes.
integrity-the-report = le rapport
integrity-checking = Vérification en cours…
integrity-again = Vérifier de nouveau
integrity-checked = Vérifié le { $moment }
integrity-clean = Tout concorde.
integrity-clean-means = Chaque article, rapprochement, total et compte a été vérifié, et le journal d’audit est complet et intact.
integrity-found =
    { $count ->
        [one] { $count } problème trouvé.
       *[other] { $count } problèmes trouvés.
    }
integrity-none-so-far = Aucun problème trouvé jusqu’ici.
integrity-rest-consistent = Tout le reste a été vérifié et concorde.
integrity-not-everything = Tout n’a pas pu être vérifié en 30 secondes.
integrity-full-check = Pour une vérification complète, exécutez { $command } sur le serveur.
integrity-problems = Problèmes
integrity-problem = Problème
integrity-whole = base de données entière
integrity-account = Compte
integrity-none = aucun
integrity-hidden = masqué
integrity-what-to-do = Que faire
integrity-the-first = Les { $shown } premiers sur { $total }. Corrigez ceux-ci et vérifiez de nouveau.
integrity-view = Voir les rapprochements de { $number }
integrity-contact = Si vous ne pouvez pas corriger un problème, adressez-vous à { $contact }.
integrity-contact-administrator = Si vous ne pouvez pas corriger un problème, adressez-vous à votre administrateur de Tieout.
integrity-where-from = Les problèmes viennent d’importations qui ont conservé des erreurs ou de modifications faites hors de Tieout.

## From the server

remedy-recreate = Supprimez le rapprochement, puis créez-le de nouveau comme il doit être.
remedy-restore = Rien dans le produit ne peut causer cela. Restaurez une sauvegarde ou demandez de l’aide.
remedy-restore-contact = Rien dans le produit ne peut causer cela. Restaurez une sauvegarde ou demandez de l’aide : { $contact }.
found-pair-two-accounts = Un rapprochement joint des articles de comptes différents.
found-pair-one-side = Un rapprochement joint des articles du même côté, ou désigne d’autres opérations que les leurs.
found-pair-failed-money = Un rapprochement porte sur une somme dont le paiement a échoué.
found-pair-undone = Un rapprochement porte sur une opération qui a été annulée.
found-pair-kinds = Un rapprochement joint des types qui ne peuvent pas être rapprochés.
found-pair-processing = Un rapprochement et son paiement se contredisent : selon l’un, la somme est en traitement, selon l’autre, non.
found-plan-not-invoice = Un versement planifié retient un article qui n’est pas celui d’une facture. Supprimez le versement planifié.
found-plan-not-to-come = Un article est retenu par un versement planifié qui n’est plus à venir, ou qui est d’un autre compte.
found-pair-copies = Ce qu’un rapprochement recopie pour les rapports diffère de ses articles.
found-ended-pair-copies = Ce qu’un rapprochement terminé ou non valide recopie pour les rapports diffère de ses articles.
found-kept-currencies = Un rapprochement importé a été conservé bien qu’il enfreigne une règle : ses articles sont en devises différentes.
found-kept-accounts = Un rapprochement importé a été conservé bien qu’il enfreigne une règle : ses articles sont dans des comptes différents.
found-kept-failed = Un rapprochement importé a été conservé bien qu’il enfreigne une règle : son paiement a échoué.
found-kept-twice = Un rapprochement importé a été conservé bien qu’il enfreigne une règle : les deux mêmes articles sont rapprochés deux fois l’un avec l’autre.
found-kept-other = Un rapprochement importé a été conservé bien qu’il enfreigne une règle : il dépasse le montant d’un article, ou ses types ne peuvent pas être rapprochés.
found-pair-twice = Deux articles sont rapprochés deux fois l’un avec l’autre.
found-plan-too-much = Un versement planifié retient des articles pour plus que son montant. Supprimez le versement planifié.
found-plan-account-undone = Un versement planifié est encore à venir dans un compte qui a été annulé.
remedy-delete-plan = Supprimez le versement planifié.
found-subscription-undone = Un abonnement porte sur un compte ou un code de grand livre qui a été annulé.
remedy-cancel-subscription = Résiliez l’abonnement.
found-subscription-archived = Un abonnement est facturé sous un code de grand livre archivé.
remedy-ledger-code-back = Désarchivez le code de grand livre, ou résiliez l’abonnement.
found-subscription-member = Un abonnement est facturé pour un membre qui n’est plus dans le compte.
found-item-differs = Le compte, le type, la date ou l’ordre d’un article diffère de celui de son opération.
found-item-side = Un article est du mauvais côté pour son type.
found-amount-differs = Le montant d’une opération diffère de ses articles.
found-correction-part = Une correction ne contrepasse pas en entier un paiement échoué de son compte.
found-correction-method = Le mode de paiement d’une correction diffère de celui de son paiement.
found-moved-differs = Un paiement déplacé diffère de celui de l’ancien compte, ou celui-ci compte encore.
found-versions-differ = Les valeurs antérieures d’une opération ne découlent pas de son événement d’audit.
found-shown-apart = Un enregistrement d’un grand fichier a un autre instant que l’événement qui montre ceux de son compte.
found-cancelled-beyond = Un article est annulé au-delà de son montant, ou par un autre compte.
remedy-unmatch = Retirez ce qui explique la ligne bancaire, puis rapprochez de nouveau la ligne.
found-banked-differs = La part d’une opération qui figure dans des lignes bancaires diffère de ses parties, ou dépasse son montant.
found-part-elsewhere = Une partie d’une ligne bancaire désigne une opération d’un autre compte ou d’une autre devise.
found-part-undone = Une ligne bancaire est expliquée par une opération qui a été annulée.
found-part-direction = Une partie d’une ligne bancaire n’a pas le sens de son opération.
found-part-line-withdrawn = Une opération explique une ligne bancaire qui a été retirée.
found-parts-beyond = Les parties d’une ligne bancaire ne sont pas entre 0 et son montant.
found-explained-differs = La part expliquée qui est enregistrée pour une ligne bancaire diffère de ses parties.
found-line-no-statement = Une ligne bancaire n’appartient à aucun relevé.
found-statement-withdrawn-line = Un relevé désigne une ligne bancaire qui a été retirée.
found-line-shown-apart = Une ligne bancaire d’un grand fichier a un autre instant que l’événement qui les montre toutes.
found-line-ignored-explained = Une ligne bancaire ignorée ou retirée est expliquée.
found-statement-count = Un relevé a un autre nombre de lignes qu’il n’en indique.
found-statement-balance = Le solde d’ouverture d’un relevé et ses lignes ne donnent pas son solde de clôture.
found-statement-stranger = Un relevé désigne une ligne d’un autre compte bancaire.
found-write-off-open = Une radiation a un montant ouvert : son crédit pourrait être remboursé. Annulez la radiation.
found-write-off-disagree = Un rapprochement et son crédit se contredisent : selon l’un, c’est une radiation, selon l’autre, non.
found-write-off-other = Une radiation règle autre chose qu’un article de facture. Annulez la radiation.
found-lost-twice = Un article est annulé et radié au-delà de son montant. Annulez la radiation.
found-recorded-closed = Une opération a été enregistrée dans une période clôturée.
found-withdrawn-closed = Une opération d’une période clôturée a été retirée.
found-method-closed = Un paiement d’une période clôturée a reçu un autre mode de paiement.
found-reconciled-beyond = Les rapprochements d’{ $noun ->
    [item] un article
   *[transaction] une opération
} dépassent son montant.
found-sums-differ = Les sommes enregistrées pour { $noun ->
    [item] un article
   *[transaction] une opération
} diffèrent de ses rapprochements.
found-balance-differs = Le solde ou le montant en traitement enregistré pour un compte diffère de ses opérations.
found-planned-differs = Le montant planifié enregistré pour un compte diffère de ses versements planifiés à venir.
found-open-differs = Les montants ouverts enregistrés pour un compte diffèrent de ses articles.
found-book-sum-differs = Une somme enregistrée des livres diffère de ses lignes : { $figure } du { $span ->
    [day] jour
   *[month] mois
} { $day } en { $currency }.
found-hidden-sum-differs = Une somme enregistrée d’enregistrements masqués diffère de ses lignes : { $figure } du { $span ->
    [day] jour
   *[month] mois
} { $day } en { $currency }.
found-event-before = L’événement d’audit { $event } se trouve avant le premier : il n’a pas été fait par le produit.
found-batch-marked = Le lot { $batch } est marqué à tort comme annulé, ou comme non annulé.
found-log-unreadable = Le journal d’audit ne peut pas être lu jusqu’à sa fin : { $reason }.
found-texts-of-none = Les textes personnels { $texts } n’appartiennent à aucun événement d’audit.
found-event-does-not-follow = L’événement d’audit { $event } ne suit pas le précédent : il a été modifié, ou il en manque un.
found-event-texts = Les textes personnels de l’événement d’audit { $event } ne sont pas ceux avec lesquels il a été enregistré.
found-chain-end = La chaîne d’audit ne se termine pas là où sa tête l’indique : il manque des événements.
found-chain-instant = La dernière modification a un autre instant que le dernier événement de la chaîne d’audit.
found-event-did-not-follow = L’événement d’audit { $event } ne suivait pas le précédent quand le journal a été enchaîné de nouveau.
found-feed-stranger = Le flux a des positions d’un compte qui n’existe pas : id { $account }.
found-feed-gap = Le flux a un trou ou un chevauchement à la position { $position }.
found-feed-not-once = À partir de l’événement { $event } du journal d’audit, le flux n’a pas chaque événement une fois.
found-feed-order = Le flux a l’événement { $event } avant un événement antérieur du journal d’audit.
found-feed-lacks = Il manque au flux les événements du journal d’audit à partir de { $event }.
found-sqlite-file = Vérification du fichier par SQLite : { $problem }.
found-sqlite-schema = SQLite ne peut pas lire le schéma pour écrire d’après lui : { $problem }.
found-postgres-relation = Vérification de { $name } par PostgreSQL : { $problem }.
found-postgres-row = Vérification de { $name } par PostgreSQL : bloc { $block }, ligne { $row } : { $problem }.
found-dangling = La ligne { $row } de { $table } renvoie à une ligne de { $parent } qui n’existe pas.
found-journal-gap = Il manque des journaux avant { $number }.
found-journal-lines = Les lignes du journal { $number } ne sont pas celles qui ont été exportées.
found-journal-balance = Le journal { $number } n’est pas en équilibre.
found-journal-stray = Une ligne de journal n’appartient à aucun journal, ou a une autre devise.
found-value = La ligne { $row } de { $table } a dans { $column } une valeur qui ne peut pas y être.
found-index-parts = L’index de recherche de { $table } diffère des textes : { $differ ->
    [one] { $differ } partie.
   *[other] { $differ } parties.
}
found-index-rows = L’index de recherche de { $table } diffère des textes : { $differ ->
    [one] { $differ } ligne.
   *[other] { $differ } lignes.
}
found-index-waiting = Ce qui attend d’être indexé pour les recherches n’est pas ce qu’il y a.
found-job-other-person = La tâche { $job } désigne une autre personne que son lot pour celle qui l’a lancée.
found-job-no-batch = La tâche { $job } désigne un lot qui n’existe pas.
found-job-errors = La tâche { $job } a un autre nombre d’erreurs qu’elle n’en compte.
found-imported-row = La ligne importée { $row } désigne une opération d’un autre compte.
found-organisation = Il n’y a pas exactement une ligne pour l’organisation.
found-migration-missing = La migration { $name } de { $app } n’est pas parmi celles qui ont été appliquées.
found-migration-strange = La migration { $name } de { $app } n’est pas de cette version.
found-batch-no-event = Le lot { $batch } n’a pas d’événement d’audit : il n’a pas été fait par le produit.
found-key-gone = La clé d’idempotence du lot { $batch } a disparu, ou a été modifiée.
found-key-other = La clé d’idempotence { $key } n’est pas celle de son lot.
found-key-answer-gone = La réponse de la clé d’idempotence { $key } a disparu, et personne n’a été effacé.
found-unreadable = Illisible : { $kind }, id { $row }.
found-not-logged = { $row } : dans aucun événement d’audit; cela n’a pas été fait par le produit.
found-not-comparable = { $row } : comparaison impossible; ce que le journal d’audit en dit est illisible.
found-row-differs = { $row } diffère de ce que dit son dernier événement d’audit : { $columns }.
found-row-keys = { $row } ne peut pas être trouvé comme il se doit : { $keys }.
found-item-not-logged = L’article { $position } de { $number } n’est dans aucun événement d’audit.
found-logged-item-differs = L’article { $position } diffère de ce que dit son événement d’audit : { $columns }.
found-item-gone = L’article { $position } de { $number } a disparu.
found-version-differs = Les valeurs antérieures d’une opération ne sont pas celles auxquelles son événement d’audit a mis fin.
found-row-gone = Disparu du journal d’audit : { $kind }.
found-version-gone = Les valeurs antérieures d’une opération, auxquelles un événement d’audit a mis fin, ont disparu.
found-account-not-checked = { $rule } n’a pas pu être vérifiée dans ce compte : { $reason }.
row-kind = { $noun ->
    [apiToken] jeton d’API
    [authenticator] application d’authentification
    [bankAccount] compte bancaire
    [bankLine] ligne bancaire
    [bankLinePart] partie d’une ligne bancaire
    [bankStatement] relevé bancaire
    [bankStatementLine] ligne d’un relevé
    [booksClosing] clôture
    [fileMapping] correspondance de fichier
    [identity] identité liée
    [journal] journal
    [ledgerCode] code de grand livre
    [mail] courriel
    [member] membre
    [passkey] clé d’accès
    [payer] payeur
    [payerAccount] compte d’un payeur
    [plannedPayment] versement planifié
    [reconciliation] rapprochement
    [role] rôle
    [subscription] abonnement
    [transaction] opération
    [user] utilisateur
    [webhook] webhook
    [transactionVersion] version d’une opération
   *[account] compte
}
row-kind-first = { $noun ->
    [apiToken] Jeton d’API
    [authenticator] Application d’authentification
    [bankAccount] Compte bancaire
    [bankLine] Ligne bancaire
    [bankLinePart] Partie d’une ligne bancaire
    [bankStatement] Relevé bancaire
    [bankStatementLine] Ligne d’un relevé
    [booksClosing] Clôture
    [fileMapping] Correspondance de fichier
    [identity] Identité liée
    [journal] Journal
    [ledgerCode] Code de grand livre
    [mail] Courriel
    [member] Membre
    [passkey] Clé d’accès
    [payer] Payeur
    [payerAccount] Compte d’un payeur
    [plannedPayment] Versement planifié
    [reconciliation] Rapprochement
    [role] Rôle
    [subscription] Abonnement
    [transaction] Opération
    [user] Utilisateur
    [webhook] Webhook
    [transactionVersion] Version d’une opération
   *[account] Compte
}
row-named = { $kind } { $label }
row-this = Cet enregistrement ({ $kind })
found-not-checked = { $step ->
    [values] Les valeurs n’ont pas pu être vérifiées
    [records] Les enregistrements n’ont pas pu être vérifiés
    [bank-lines] Les lignes bancaires n’ont pas pu être vérifiées
    [journals] Les journaux n’ont pas pu être vérifiés
    [book-sums] Les sommes des livres n’ont pas pu être vérifiées
    [texts] L’index de recherche n’a pas pu être vérifié
    [log] Le journal d’audit n’a pas pu être vérifié
    [feed] Le flux de modifications n’a pas pu être vérifié
    [logged] Les enregistrements à côté du journal d’audit n’ont pas pu être vérifiés
    [unlogged] Ce qu’aucun événement d’audit ne contient n’a pas pu être vérifié
    [files] Les fichiers n’ont pas pu être vérifiés
    [heads] Les têtes signées n’ont pas pu être vérifiées
   *[constraints] Les contraintes n’ont pas pu être vérifiées
} jusqu’au bout : { $reason }.
database-empty = La base de données est vide ou d’un autre programme. Exécutez d’abord `tieout migrate`.
database-lacks-rules = Il manque à la base de données ce qui maintient ses règles : { $missing }. Exécutez `tieout migrate`; si cela n’aide pas, restaurez une sauvegarde.
place-planned-money = montant planifié
place-item = { $number } article { $position }
place-pair = { $amount } de { $credit } à { $debit }
place-bank-line = { $amount } du { $day } dans { $account }
place-bank-statement = du { $first } au { $last } dans { $account }
