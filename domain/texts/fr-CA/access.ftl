permission-missing = { $message } { $missing }.
user-email-missing = Saisissez l’adresse électronique avec laquelle se connecter.
user-first-exists = Quelqu’un peut déjà se connecter. Demandez-lui de créer l’utilisateur.
user-email-taken = Un autre utilisateur se connecte déjà avec { $email }. Donnez une autre adresse, ou modifiez cet utilisateur.
user-disables-self = Vous ne pouvez pas vous désactiver. Demandez à un autre utilisateur qui a MANAGE_ACCESS.
user-last-manager = Quelqu’un doit garder MANAGE_ACCESS. Accordez-le d’abord à un autre utilisateur.
user-client-permissions = Un client ne peut pas avoir d’autorisations. Ne les indiquez pas.
user-client-role = Un client ne peut pas avoir de rôle. Ne l’indiquez pas.
user-name-reserved = { $name } est réservé à la ligne de commande, au fournisseur d’identité et aux jetons d’API. Choisissez un autre nom.
role-name-taken = Il y a déjà un rôle { $name }. Choisissez un autre nom.
token-overlap-invalid = L’ancien secret doit cesser après 0 à { $longest } heures.
token-revoked = Ce jeton est révoqué. Créez-en un autre.
token-days-invalid = Un jeton est valide de 1 à { $longest } jours, ou sans expiration si vous omettez ceci.
role-in-use = { $users ->
    [one] { $users } utilisateur a
   *[other] { $users } utilisateurs ont
} le rôle { $name }. Donnez-leur d’abord un autre rôle.
needs-undo = Annuler { $mutation } exige l’autorisation
needs-sign-out-user = Vous ne pouvez pas déconnecter un utilisateur qui peut faire ce que vous ne pouvez pas :
needs-change-user = Vous ne pouvez pas modifier un utilisateur qui peut faire ce que vous ne pouvez pas :
needs-give = Vous ne pouvez pas donner ce que vous n’avez pas vous-même :
needs-cancel-job = Annuler cette tâche exige ce qu’exige son lancement :
needs-confirm = Associer un chèque électronique en traitement le confirme, ce qui exige
needs-fail = Retourner un paiement le fait échouer, ce qui exige
needs-reset-user = Vous ne pouvez pas réinitialiser un utilisateur qui peut faire ce que vous ne pouvez pas :
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
permission-more-refused = { $more } autres sont refusés pour la même raison.
permission-lacking = { $name } exige { $missing }, que vous n’avez pas. Un administrateur peut { $count ->
    [1] l’accorder
   *[other] les accorder
}.
