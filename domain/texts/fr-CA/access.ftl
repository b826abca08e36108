## What stands in several places

access-users = Utilisateurs
access-roles = Rôles
access-tokens = Jetons d’API
access-permissions = Autorisations
access-actions = Actions
access-edit = Modifier
access-delete = Supprimer
access-save = Enregistrer
access-name = Nom
access-enter-name = Saisissez un nom.
access-none = Aucune
access-no-role = Aucun
access-all = Toutes
access-template = Modèle

## Roles

access-role = Rôle
access-grants = Accorde
access-new-role = Nouveau rôle
access-the-roles = les rôles
access-no-roles = Aucun rôle pour le moment.
access-what-role-is = Un rôle réunit les autorisations d’un type de travail, comme l’accueil. Modifiez-le, et tous ceux qui l’ont reçoivent les nouvelles autorisations.
access-delete-role = Supprimer le rôle « { $name } »?
access-nobody-has-it = Personne ne l’a; personne ne perd donc rien.
access-role-deleted = Rôle { $name } supprimé.
access-role-beyond = Il accorde des autorisations que vous n’avez pas : { $permissions }.
access-role-used = Donnez d’abord un autre rôle à ses utilisateurs.
access-object-role = rôle { $name }
access-role-example = Par exemple : Accueil.
access-create-role = Créer le rôle
access-role-created = Rôle { $name } créé.
access-edit-role = Modifier le rôle : { $name }
access-role-updated = Rôle { $name } modifié.
access-changes-users =
    { $count ->
        [one] Ceci change aussitôt ce que { $count } utilisateur peut faire.
       *[other] Ceci change aussitôt ce que { $count } utilisateurs peuvent faire.
    }

## Tokens

access-token = Jeton
access-new-token = Nouveau jeton
access-new-api-token = Nouveau jeton d’API
access-the-tokens = les jetons
access-no-tokens = Aucun jeton d’API pour le moment.
access-what-token-is = Un jeton donne à un programme accès à l’API, avec les autorisations que vous choisissez.
access-starts-with = commence par { $prefix }
access-last-used = Dernière utilisation
access-never-used = jamais
access-expires = Expiration
access-expires-after = Expire après
access-never = Jamais
access-expired = Expiré
access-revoke = Révoquer
access-revoked = Révoqué
access-revoke-token = Révoquer « { $name } »?
access-revoke-text = Il cesse aussitôt de fonctionner. Les programmes qui s’en servent ont besoin d’un nouveau jeton.
access-token-revoked = Jeton { $name } révoqué.
access-token-beyond = Vous en connaîtriez le secret, et il a des autorisations que vous n’avez pas : { $permissions }.
access-object-token = jeton { $name }
access-object-of = du jeton { $name }
access-rotate = Remplacer le secret
access-rotate-token = Remplacer le secret
access-rotate-title = Remplacer le secret du jeton : { $name }
access-rotate-text = Le jeton reçoit un nouveau secret et conserve son nom, ses autorisations et ses clés d’idempotence. C’est irréversible.
access-token-rotated = Le jeton { $name } a un nouveau secret.
access-former-secret = Ancien secret
access-former-hint = Le temps de donner le nouveau à tous les programmes qui s’en servent.
access-former-until = l’ancien secret est valable jusqu’au { $until }
access-former-until-used = l’ancien secret est valable jusqu’au { $until }, dernière utilisation : { $used }
access-former-used = Dernière utilisation : { $moment }.
access-stop-former = Désactiver l’ancien secret
access-stop-former-of = Désactiver l’ancien secret du jeton « { $name } »?
access-stop-former-text = Les programmes qui s’en servent encore cessent aussitôt de fonctionner.
access-stop-it = Désactiver
access-former-stopped = L’ancien secret du jeton { $name } ne fonctionne plus.
access-stops-now = Désactivé tout de suite
access-works-hour = Valable encore 1 heure
access-works-day = Valable encore 1 jour
access-works-week = Valable encore 1 semaine
access-works-30-days = Valable encore 30 jours
access-unchanged = Inchangée
access-from-today-30 = Dans 30 jours
access-from-today-90 = Dans 90 jours
access-from-today-year = Dans 1 an
access-30-days = 30 jours
access-90-days = 90 jours
access-1-year = 1 an
access-of-role = Rôle : { $name }
access-choose-permission = Choisissez au moins une autorisation.
access-token-example = Par exemple : exportation de nuit.
access-create-token = Créer le jeton
access-token-created = Jeton { $name } créé.

## Users

access-user = Utilisateur
access-you = (vous)
access-role-and-permissions = Rôle et autorisations
access-role-and-own = { $role }, et { $permissions }
access-own-account = Voir et payer son propre compte
access-type = Type
access-client = Client
access-staff = Personnel
access-second-factor = second facteur
access-disabled = Désactivé
access-sessions = Sessions
access-reset-factor = Réinitialiser le second facteur
access-reset-factor-of = Réinitialiser le second facteur de l’utilisateur { $name }?
access-reset-text = Ses clés d’accès, son application et ses codes de récupération cessent de fonctionner, et son mot de passe seul suffit. Assurez-vous d’abord que la demande vient bien de cette personne.
access-reset = Réinitialiser
access-factor-reset = { $name } se connecte avec un mot de passe seul.
access-user-beyond = Cette personne a des autorisations que vous n’avez pas : { $permissions }.
access-new-user = Nouvel utilisateur
access-new-client = Nouvel utilisateur client
access-the-users = les utilisateurs
access-no-users = Aucun utilisateur pour le moment.
access-first-user = Créez le premier utilisateur pour que l’on puisse se connecter.
access-edit-user = Modifier l’utilisateur : { $name }
access-name-hint = L’activité passée garde l’ancien nom.
access-beside-role = Autorisations en plus du rôle
access-confirm-loss = Confirmez, ou conservez « Gérer les accès ».
access-loses = Je comprends que je perds l’accès à cette page jusqu’à ce que l’on m’accorde de nouveau « Gérer les accès ».
access-self = Vous ne pouvez pas désactiver votre propre compte. Un nouveau mot de passe met fin aussitôt à votre session.
access-disabled-means = Met fin aussitôt à ses sessions et empêche la connexion.
access-password = Mot de passe
access-new-password = Nouveau mot de passe
access-password-hint = Au moins 10 caractères. Communiquez-le vous-même; il ne sera plus affiché.
access-final = C’est irréversible.
access-user-updated = { $name } : modifications enregistrées.
access-user-disabled = { $name } : modifications enregistrées (désactivé).
access-create-user = Créer l’utilisateur
access-can-sign-in = { $name } peut se connecter.
access-email = Adresse courriel
access-email-hint = Sert à se connecter.
access-enter-email = Saisissez une adresse courriel.
access-enter-password = Saisissez un mot de passe.
access-client-may = Un client peut voir et payer son propre compte, et rien d’autre.
access-account-number = Numéro de compte
access-account-hint = Tel qu’affiché dans la liste des comptes.
access-enter-account = Saisissez un numéro de compte.
access-looking-up = Recherche du compte. Réessayez dans un instant.
access-no-account = Compte { $number } introuvable.

## Permissions

access-does-view-client-accounts = Voir la liste des comptes des clients et le détail de chaque compte.
access-does-client-billing = Voir la page de facturation d’un client et ses opérations.
access-does-manage-reconciliations = Ajouter ou modifier un rapprochement à la main.
access-does-delete-reconciliations = Supprimer des rapprochements et annuler des modifications.
access-does-view-reports = Voir les rapports, dont l’âge des comptes.
access-does-record-transactions = Enregistrer factures, paiements et remboursements; modifier les comptes et les codes de grand livre.
access-does-import-data = Importer des fichiers CSV.
access-does-close-books = Clôturer des périodes, et les rouvrir.
access-does-manage-access = Gérer les utilisateurs et les autorisations; voir toute l’activité et le rapport d’intégrité.
access-not-own = Vous ne pouvez pas accorder une autorisation que vous n’avez pas.
access-roles-left =
    { $count ->
        [one] Non affiché : { $count } rôle qui accorde des autorisations que vous n’avez pas.
       *[other] Non affichés : { $count } rôles qui accordent des autorisations que vous n’avez pas.
    }
access-ticks-usual = Coche les autorisations qui vont d’ordinaire ensemble. Modifiez-les à votre gré.
access-ticks-fewest = Coche le minimum d’autorisations nécessaires.

## In the activity list

log-did-create-user = Utilisateur créé
log-did-update-user = Utilisateur modifié
log-did-create-role = Rôle créé
log-did-update-role = Rôle modifié
log-did-delete-role = Rôle supprimé
log-did-create-api-token = Jeton d’API créé
log-did-revoke-api-token = Jeton d’API révoqué
log-did-rotate-api-token = Secret d’un jeton d’API remplacé
log-did-end-api-token-overlap = Ancien secret d’un jeton d’API désactivé
log-did-erase-person = Personne effacée

## From the server

permission-missing = { $message } { $missing }.
user-email-missing = Saisissez l’adresse courriel avec laquelle se connecter.
user-first-exists = Quelqu’un peut déjà se connecter. Demandez-lui de créer l’utilisateur.
user-email-taken = Un autre utilisateur se connecte déjà avec { $email }. Indiquez une autre adresse, ou modifiez cet utilisateur.
user-disables-self = Vous ne pouvez pas vous désactiver. Demandez-le à un autre utilisateur qui a MANAGE_ACCESS.
user-last-manager = Quelqu’un doit conserver MANAGE_ACCESS. Accordez-le d’abord à un autre utilisateur.
user-client-permissions = Un client ne peut pas avoir d’autorisations. Ne les indiquez pas.
user-client-role = Un client ne peut pas avoir de rôle. Ne l’indiquez pas.
user-name-reserved = { $name } est réservé à la ligne de commande, au fournisseur d’identité et aux jetons d’API. Choisissez un autre nom.
role-name-taken = Il y a déjà un rôle { $name }. Choisissez un autre nom.
token-overlap-invalid = L’ancien secret doit cesser d’être valable après 0 à { $longest } heures.
token-revoked = Ce jeton est révoqué. Créez-en un autre.
token-days-invalid = Un jeton est valide de 1 à { $longest } jours, ou sans expiration si vous omettez ceci.
role-in-use = { $users ->
    [one] { $users } utilisateur a
   *[other] { $users } utilisateurs ont
} le rôle { $name }. Donnez-leur d’abord un autre rôle.
needs-undo = Annuler { $mutation } exige l’autorisation
needs-sign-out-user = Vous ne pouvez pas déconnecter un utilisateur qui peut faire ce que vous ne pouvez pas :
needs-change-user = Vous ne pouvez pas modifier un utilisateur qui peut faire ce que vous ne pouvez pas :
needs-give = Vous ne pouvez pas accorder ce que vous n’avez pas vous-même :
needs-cancel-job = Annuler cette tâche exige ce qu’exige son lancement :
needs-confirm = Rapprocher un chèque électronique en traitement le confirme, ce qui exige
needs-fail = Retourner un paiement en inscrit l’échec, ce qui exige
needs-reset-user = Vous ne pouvez pas réinitialiser le second facteur d’un utilisateur qui peut faire ce que vous ne pouvez pas :
needs-change-role = Vous ne pouvez pas modifier un rôle qui accorde ce que vous n’avez pas :
needs-import-pays = Pour importer des paiements avec `pays`, il vous faut
needs-import = Pour importer des { $kind ->
    [ACCOUNTS] comptes
    [LEDGER_CODES] codes de grand livre
    [INVOICES] factures
    [PAYMENTS] paiements
    [REFUNDS] remboursements
   *[RECONCILIATIONS] rapprochements
}, il vous faut
permission-sign-in = Connectez-vous d’abord, ou envoyez un jeton dans l’en-tête `Authorization: Bearer <token>`.
permission-not-for-clients = { $name } n’est pas ouvert aux clients.
permission-more-refused = { $more ->
    [one] { $more } autre est refusé
   *[other] { $more } autres sont refusés
} pour la même raison.
permission-lacking = { $name } exige { $missing }, que vous n’avez pas. Un administrateur peut { $count ->
    [1] l’accorder
   *[other] les accorder
}.
template-desk = Accueil
template-desk-is = Une caisse ou un accueil : enregistre factures et paiements, et dit à quoi sert un paiement. N’annule rien.
template-bank = Banque
template-bank-is = Envoie les relevés de la banque et en explique les lignes : rapproche les paiements et enregistre ceux qui manquent.
template-import = Importation
template-import-is = Envoie des fichiers de comptes, de factures et de paiements, et ne peut rien lire.
template-reports = Rapports
template-reports-is = Produit des rapports, et ne voit aucun compte.
template-reading = Lecture
template-reading-is = Lit comptes, opérations et rapports, pour une copie ailleurs. N’enregistre rien, mais peut rapprocher des comptes.
template-web-shop = Boutique en ligne
template-web-shop-is = Enregistre ce qui est vendu et payé dans une boutique. Ne peut pas modifier les rapprochements, et ne voit aucun rapport.
template-bookkeeper = Comptabilité
template-bookkeeper-is = Tout le travail sur les comptes, la banque et les rapports, y compris supprimer et annuler. Ne gère pas qui peut faire quoi.
template-auditor = Vérification
template-auditor-is = Lit comptes, opérations et rapports. N’enregistre rien, mais peut rapprocher des comptes.
template-administrator = Administration
template-administrator-is = Tout, y compris qui peut faire quoi.
