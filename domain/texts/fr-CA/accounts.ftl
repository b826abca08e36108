## A new account

accounts-new = Nouveau compte
accounts-enter-owner = Saisissez le nom du titulaire.
accounts-enter-number = Saisissez un numéro de compte.
accounts-number = Numéro
accounts-number-hint = Tel qu’il figure sur les factures, par exemple 1001.
accounts-currency = Devise
accounts-currency-hint = Ne peut plus être modifiée par la suite.
accounts-members = Membres
accounts-create = Créer le compte
accounts-created = Compte { $number } créé pour { $owner }.

## Edit an account

accounts-gone = Ce compte n’existe plus.
accounts-edit = Modifier le compte { $number }
accounts-remove-members = Retirer des membres
accounts-add-members = Ajouter des membres
accounts-add-members-hint = Séparez les noms par des virgules. Les articles passés gardent les membres retirés.
accounts-members-elsewhere = Membres dans d’autres systèmes
accounts-updated = Compte { $number } ({ $owner }) modifié.

## The list of accounts

accounts-all = Tous les comptes
accounts-with-open = Avec des articles non rapprochés
accounts-reconciled = Entièrement rapprochés
accounts-operations = Actions
accounts-reconcile-all = Rapprocher tous les comptes
accounts-statements = Relevés de ces comptes
accounts-loading = les comptes
accounts-none-found = Aucun compte ne correspond à « { $search } ».
accounts-try = Essayez une partie du nom d’un titulaire ou d’un membre, le numéro de compte, un numéro de reçu ou une référence.
accounts-try-name = Essayez une partie du nom d’un titulaire ou d’un membre, ou le numéro de compte.
accounts-none-match = Aucun compte ne correspond.
accounts-show-all = Afficher tous les comptes
accounts-none = Aucun compte pour le moment.
accounts-first-import = { $import }, ou créez votre premier compte.
accounts-import = Importez un fichier CSV
accounts-first = Créez votre premier compte.
accounts-count =
    { $count ->
        [one] { $count } compte
       *[other] { $count } comptes
    }
accounts-search = Rechercher par titulaire, membre, numéro, reçu, référence, montant ou courriel
accounts-search-names = Rechercher par titulaire, membre, numéro ou courriel
accounts-search-for = Titulaire, numéro, reçu ou montant
accounts-search-for-names = Titulaire, membre ou numéro
accounts-show = Afficher
accounts-billing = la facturation
accounts-due = Dû
accounts-balance = Solde

## In the activity list

log-did-create-account = Compte créé
log-did-update-account = Compte modifié

## From the server

account-number-taken = Le numéro de compte { $number } est déjà utilisé. Choisissez-en un autre.
account-member-gone = Membre introuvable dans ce compte. Il a peut-être été retiré : vérifiez de nouveau.
account-member-subscribed = { $name } a encore l’abonnement { $subscription }. Résiliez-le d’abord.
member-of-other-account = { $name } n’est pas dans le compte { $number }. Choisissez l’un de ses membres.
member-removed = { $name } n’est plus dans le compte { $number }. Ajoutez cette personne de nouveau, ou n’indiquez pas le membre.
account-sums-too-large = Les totaux du compte { $number } dépasseraient { $most }, le plus grand montant possible. Enregistrez des montants plus petits, ou dans un autre compte.
