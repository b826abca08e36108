## Bank accounts

bank-title = Banque
bank-new-account = Nouveau compte bancaire
bank-bank-accounts = les comptes bancaires
bank-none = Aucun compte bancaire pour le moment.
bank-none-how = Créez-en un pour chaque compte auprès d’une banque ou d’un processeur de paiement, puis importez ses relevés. Chaque ligne s’explique ensuite par les paiements que vous avez enregistrés.
bank-accounts = Comptes bancaires
bank-account-count =
    { $count ->
        [one] { $count } compte
       *[other] { $count } comptes
    }
bank-payers = Payeurs
bank-name = Nom
bank-at-bank = À la banque
bank-no-statement-short = Aucun relevé
bank-lines-open = Lignes à expliquer
bank-to-explain = À expliquer
bank-enter-name = Saisissez un nom, par exemple celui de la banque.
bank-name-hint = Le nom que vous lui donnez, par exemple Compte d’exploitation ou Stripe.
bank-currency = Devise
bank-currency-hint = Ne peut plus être modifiée par la suite.
bank-iban-hint = D’un fichier de plusieurs comptes, seuls ses propres relevés sont importés.
bank-number = Numéro
bank-number-hint = S’il n’a pas d’IBAN.
bank-create = Créer le compte bancaire
bank-created = Compte bancaire { $name } créé.

## One bank account

bank-all-lines = Toutes les lignes
bank-newest = Les plus récentes d’abord
bank-oldest = Les plus anciennes d’abord
bank-most-in = Plus grandes entrées d’abord
bank-most-out = Plus grandes sorties d’abord
bank-gone = Ce compte bancaire n’existe plus.
bank-import = Importer un relevé
bank-choose-dates = Choisissez les dates ci-dessus.
bank-the-lines = les lignes
bank-no-statement = Aucun relevé pour le moment.
bank-no-statement-how = Importez le fichier de la banque; rien n’est enregistré avant que vous ayez vu ce qu’il contient.
bank-no-match = Aucune ligne ne correspond.
bank-show-all-lines = Afficher toutes les lignes
bank-all-explained = Toutes les lignes sont expliquées.
bank-all-explained-how = De nouvelles lignes arrivent avec le prochain relevé.
bank-search = Rechercher par payeur, texte, référence ou montant
bank-search-hint = Payeur, texte, référence ou montant
bank-show = Afficher
bank-order = Ordre
bank-count-lines =
    { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
bank-the-statements = les relevés
bank-account = Compte bancaire
bank-accept-sure =
    { $count ->
        [one] Accepter la proposition sûre
       *[other] Accepter les { $count } propositions sûres
    }
bank-to-explain-lines =
    { $count ->
        [one] À expliquer, { $count } ligne
       *[other] À expliquer, { $count } lignes
    }
bank-balance-on = Solde à la banque, { $date }
bank-no-such = Ce compte bancaire n’existe pas.
bank-to-accounts = Aller aux comptes bancaires
bank-the-account = le compte bancaire
bank-of-account = De ce compte bancaire
bank-lines = Lignes
bank-statements = Relevés
bank-key-accept = Accepter toutes les propositions sûres
bank-all-accounts = Tous les comptes bancaires

## A line, and what explains it

bank-no-text = Aucun texte
bank-ignored = Ignorée : { $reason }
bank-left = reste
bank-part-of = { $part }, { $owner }
bank-and-more = { $text } et { $count } de plus
bank-fee = Frais
bank-other = Autre
bank-status = État
bank-from-or-to = Payeur ou bénéficiaire
bank-their-account = Son compte
bank-text = Texte
bank-reference = Référence
bank-value-date = Date de valeur
bank-kept-by-processor = Retenu par le processeur
bank-banks-number = Numéro de la banque
bank-nothing-explains = Rien ne l’explique encore.
bank-what-explains = Ce qui l’explique
bank-because = { $part } : { $reason }
bank-take-off = Retirer
bank-part-from = { $part } de la ligne de { $line }
bank-take-all-off = Tout retirer
bank-taken-off = Retiré de la ligne de { $line }.
bank-taken-off-one = Retiré de la ligne de { $line }. { $number } reste enregistré.
bank-taken-off-many = Retiré de la ligne de { $line }. Ce qui a été enregistré le reste.
bank-taking-off = retrait de { $part } de la ligne de { $line }
bank-taking-all-off = retrait de tout ce qui explique la ligne de { $line }
bank-explain-again = La ligne de { $line } est de nouveau à expliquer.
bank-taking-back = reprise de la ligne de { $line }
bank-take-back = La reprendre

## What a line may be

bank-proposals = les propositions
bank-may-be = Ce que ce peut être
bank-sure = Sûr : { $proposal }
bank-accept = Accepter
bank-proposal-for = la proposition { $number } pour la ligne de { $line }
bank-sure-lines =
    { $count ->
        [one] { $count } ligne bancaire, { $sum }
       *[other] { $count } lignes bancaires, { $sum }
    }
bank-explained-later = { $what } : explication en cours en arrière-plan. L’écran Tâches montre où elle en est.
bank-explained = Expliqué : { $what }.
bank-explanation = explication de { $what }
bank-match = Rapprocher : { $kind } { $number }, { $owner }, { $date }
bank-record = Enregistrer au compte { $owner } { $number } : { $items }
bank-record-unapplied = Enregistrer au compte { $owner } { $number }, sans imputation

## Statements

bank-import-of = importation du { $first } au { $last }
bank-undo-import-ask = Annuler l’importation du { $first } au { $last }?
bank-undo-import-means =
    { $count ->
        [one] Sa ligne disparaît, sauf si un autre relevé la contient aussi, et de même les autres relevés du même fichier. Il faut d’abord rouvrir les lignes expliquées. Pour la ravoir, importez de nouveau le fichier.
       *[other] Ses { $count } lignes disparaissent, sauf si un autre relevé les contient aussi, et de même les autres relevés du même fichier. Il faut d’abord rouvrir les lignes expliquées. Pour les ravoir, importez de nouveau le fichier.
    }
bank-undo-import = Annuler l’importation
bank-keep = Conserver
bank-days = Jours
bank-format = Format
bank-not-given = non indiqué
bank-opening = Solde d’ouverture
bank-closing = Solde de clôture
bank-imported = Importé
bank-actions = Actions
bank-undo = Annuler
bank-undo-of = l’importation du { $first } au { $last }

## Importing one

bank-import-title = Importer un relevé : { $account }
bank-workbook = C’est un classeur ou une archive zip. Enregistrez le classeur en CSV, ou sortez le relevé de l’archive.
bank-too-long = Ce fichier est trop long pour une seule requête. Demandez à la banque des périodes plus courtes, ou exécutez tieout import sur le serveur.
bank-choose-or-drop = Choisissez le fichier de la banque, ou déposez-le ici
bank-formats = camt.052, 053 et 054, OFX et QFX, MT940, CSV, et les rapports de Stripe et de PayPal.
bank-found = { $format }, du { $first } au { $last }
bank-new-lines = Nouvelles lignes
bank-here-already = Déjà présentes
bank-choose-file = Choisissez un fichier.
bank-nothing-stored = Rien n’est enregistré avant que vous ayez vu ce que contient le fichier.
bank-reading = Lecture de { $file }…
bank-see-first = Voyez d’abord ce que contient le fichier.
bank-import-lines =
    { $count ->
        [one] Importer { $count } ligne
       *[other] Importer { $count } lignes
    }
bank-import-save = Importer
bank-imported-later = Le fichier est importé en arrière-plan. Toutes ses lignes apparaîtront d’un coup.
bank-imported-lines =
    { $count ->
        [one] { $count } ligne importée.
       *[other] { $count } lignes importées.
    }
bank-imported-some =
    { $count ->
        [one] { $count } ligne importée. Déjà présentes : { $unchanged }.
       *[other] { $count } lignes importées. Déjà présentes : { $unchanged }.
    }
bank-view-progress = Voir la progression
bank-match-lines = Rapprocher ces lignes
bank-import-undone =
    { $count ->
        [one] importation de { $count } ligne bancaire
       *[other] importation de { $count } lignes bancaires
    }

## Payers

bank-the-payers = les payeurs
bank-no-payer = Aucun payeur ne correspond à « { $search } ».
bank-show-all-payers = Afficher tous les payeurs
bank-no-payers = Aucun payeur pour le moment.
bank-no-payers-how = Le payeur est retenu quand vous expliquez une ligne bancaire par un paiement.
bank-payer-count =
    { $count ->
        [one] { $count } payeur
       *[other] { $count } payeurs
    }
bank-payer-search = Rechercher par nom ou numéro de compte
bank-payer-hint = Nom ou numéro de compte
bank-this-payer = Ce payeur
bank-no-name = Aucun nom
bank-pays-for = Paie pour
bank-no-account = Aucun compte
bank-payer-lines = Lignes bancaires
bank-correct = Corriger
bank-forget = Oublier
bank-payer-pays-for = { $payer } paie pour
bank-payer-means = Si un payeur ne paie que pour un seul compte, une proposition pour sa ligne bancaire est plus sûre; s’il paie pour plusieurs, aucune ne l’est.
bank-payer-accounts = Comptes
bank-another-account = Un autre compte
bank-save = Enregistrer
bank-payer-corrected = { $payer } : payeur corrigé.
bank-payer-correction = correction du payeur { $payer }
bank-forget-ask = Oublier { $payer }?
bank-forget-means = Ce qui est expliqué le reste. Le payeur sera retenu de nouveau dès qu’une de ses lignes sera expliquée.
bank-forget-payer = Oublier le payeur
bank-forgotten = { $payer } : payeur oublié.
bank-forgetting = oubli du payeur { $payer }

## In the activity list

log-did-create-bank-account = Compte bancaire créé
log-did-import-bank-statement = Relevé bancaire importé
log-did-match-bank-line = Ligne bancaire rapprochée
log-did-unmatch-bank-line = Rapprochement d’une ligne bancaire retiré
log-did-record-from-bank-line = Enregistrement à partir d’une ligne bancaire
log-did-apply-bank-line-suggestions = Lignes bancaires expliquées par suggestion
log-did-ignore-bank-line = Ligne bancaire ignorée
log-did-update-payer = Payeur corrigé

## From the server

bank-account-name-taken = Il y a déjà un compte bancaire { $name }. Choisissez un autre nom.
bank-account-iban-invalid = { $iban } n’est pas un IBAN : ses chiffres de contrôle ne concordent pas. Corrigez-le, ou ne l’indiquez pas.
bank-line-ignored = La ligne est ignorée. Reprenez-la d’abord, puis expliquez-la.
bank-line-no-parts = Indiquez au moins une partie.
bank-line-part-one-of = Indiquez une opération, des frais ou autre chose : l’un des trois.
bank-line-part-amount-alone = `amountCents` et `returned` vont avec une opération. Ne les indiquez pas.
bank-line-part-reason-missing = Dites pourquoi : il faut un motif.
bank-line-amount-invalid = Le montant doit être en unités mineures, différent de 0 et d’au plus ±{ $most }, avec le signe du mouvement d’argent.
bank-line-no-money = { $number } ne correspond à aucun mouvement d’argent, et n’est donc sur aucune ligne bancaire. Choisissez un paiement, un dépôt ou un remboursement.
bank-line-named-twice = { $number } est indiqué par deux parties. Indiquez-le une seule fois.
bank-line-has-part = { $number } est déjà une partie de cette ligne. Retirez d’abord cette partie pour changer son montant.
bank-line-other-currency = { $number } est en { $currency }, { $bank_account } en { $bank_currency }. Choisissez une opération dans cette devise.
bank-line-all-banked = Tout le montant de { $number } est déjà sur des lignes bancaires. Choisissez une autre opération, ou retirez-la d’abord de ces lignes.
bank-line-rest-unexplained = Il reste { $left } de la ligne, ce que { $number } ne peut pas expliquer. Indiquez un montant, ou choisissez une autre opération.
bank-line-returned-whole = Un paiement est retourné en entier : { $amount }. N’indiquez pas le montant.
bank-line-failed-already = { $number } a déjà échoué. Rapprochez plutôt sa correction.
bank-line-returned-positive = L’argent qui revient est une ligne au montant négatif. Choisissez cette ligne.
bank-line-or-parts = Indiquez soit une ligne bancaire, soit des parties isolées d’une seule.
bank-line-parts-left-unfit = Les autres parties ne concordent pas seules avec la ligne : des frais accompagnent la somme dont ils ont été retenus. Retirez aussi ces parties, ou toutes celles de la ligne.
bank-line-part-ended = Quelqu’un d’autre vient de retirer cette partie. Relisez la ligne.
bank-line-parts-of-several = Indiquez les parties d’une seule ligne bancaire à la fois.
bank-line-ignored-reason-missing = Dites pourquoi la ligne n’a pas besoin d’explication.
bank-line-not-ignored = La ligne n’est pas ignorée. Pour l’ignorer, dites pourquoi elle n’a pas besoin d’explication.
bank-line-explained = La ligne est expliquée, au moins en partie. Retirez d’abord ses parties, puis ignorez-la.
bank-line-parts-beyond = Les parties totaliseraient { $parts }, mais la ligne est de { $line }. Les parties ont le signe de l’argent dans le compte bancaire, et totalisent au plus la ligne.
bank-line-other-money-beside = { $number } explique une ligne bancaire avec une autre somme, qui ne concorde pas seule avec la ligne. Retirez d’abord les parties de la ligne.
bank-line-just-changed = Ce qui explique la ligne bancaire de { $number } vient de changer. Envoyez ceci de nouveau.
payer-accounts-missing = Indiquez les comptes pour lesquels ce payeur paie, ou indiquez qu’il est à oublier.
bank-line-no-shares = Indiquez au moins un compte.
bank-line-account-other-currency = Le compte { $number } est en { $currency }, la ligne en { $line_currency }. Choisissez un compte dans cette devise.
bank-line-refund-no-marks = Un remboursement ne prend pas d’imputations. Ne les indiquez pas.
bank-line-one-open-share = Une seule part peut omettre son montant. Indiquez les autres.
bank-line-used-up = Il reste { $left } à la ligne, et les autres parts l’épuisent. Réduisez-en une.
bank-suggestion-of-other-account = Un paiement en traitement est rapproché avec un autre compte. Confirmez-le séparément, puis rapprochez-le.
bank-suggestion-outdated = Cette suggestion est périmée : la ligne ou ce qui est ouvert a changé. Relisez les suggestions de la ligne.
bank-suggestion-taken = Une suggestion précédente a pris ce dont celle-ci a besoin. Relisez les suggestions de la ligne.
bank-line-money-comes-in = L’argent de { $number } entre : indiquez un montant positif.
bank-line-money-goes-out = L’argent de { $number } sort : indiquez un montant négatif.
bank-line-above-left = Au plus { $most } de { $number } n’est sur aucune ligne bancaire, et non { $requested }. Réduisez le montant.
bank-line-record-received = L’argent de la ligne entre. Enregistrez un paiement ou un dépôt.
bank-line-record-refund = L’argent de la ligne sort. Enregistrez un remboursement.
