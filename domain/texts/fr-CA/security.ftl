## Sessions

security-by-password = par mot de passe
security-by-link = par un lien de connexion
security-by-passkey = par une clé d’accès
security-by-two = avec un second facteur
security-by-provider = par le fournisseur d’identité
security-your-sessions = vos sessions
security-the-sessions = les sessions
security-sessions-of = Sessions ouvertes : { $name }
security-end-others = Fermer toutes les autres
security-end-all = Fermer toutes les sessions
security-ended-there = Session fermée.
security-ended =
    { $count ->
        [one] { $count } session fermée.
       *[other] { $count } sessions fermées.
    }
security-unknown-browser = Navigateur inconnu
security-browser-on = { $browser } sous { $system }
security-an-unknown-browser = navigateur inconnu
security-this-one = (celui-ci)
security-last-used = Dernière utilisation : { $moment }
security-last-used-from = Dernière utilisation : { $moment }, depuis { $address }
security-signed-in = Connexion : { $moment }
security-sign-out = Fermer la session
security-nowhere = Aucune session ouverte.
security-sessions-end = Les sessions prennent fin d’elles-mêmes douze heures après la connexion.
security-no-other = Il n’y a pas d’autre session.

## Passkeys, the app, identities and codes

security-about = Dès que vous avez une clé d’accès ou une application d’authentification, votre mot de passe seul ne suffit plus. Une clé d’accès vous connecte aussi à elle seule.
security-your-sign-in = votre connexion
security-remove = Retirer
security-name = Nom
security-enter-name = Saisissez un nom.
security-add-passkey = Ajouter une clé d’accès
security-name-passkey = Nommer cette clé d’accès
security-name-example = Par exemple : Portable.
security-passkey-added = Clé d’accès ajoutée.
security-passkey-since = Clé d’accès, ajoutée le { $date }
security-remove-passkey = Retirer la clé d’accès « { $name } »?
security-lets-no-longer = Elle ne permettra plus de vous connecter.
security-passkey-removed = Clé d’accès { $name } retirée.
security-object-passkey = clé d’accès { $name }
security-no-passkeys = Les clés d’accès exigent https et un nom d’hôte dans l’adresse, ainsi qu’un navigateur récent.
security-identity-since = Se connecte avec { $provider }, liée le { $date }
security-remove-identity = Retirer l’identité { $email }?
security-identity-text = Elle ne permettra plus de vous connecter. Assurez-vous d’avoir un autre moyen.
security-identity-removed = Identité { $email } retirée.
security-object-identity = identité { $email }
security-link = Lier { $name }
security-app = Application d’authentification
security-app-set-up = Configurée : son code est demandé après votre mot de passe.
security-app-not-set-up = Pas configurée.
security-object-app = application d’authentification
security-set-up = Configurer
security-set-up-app = Configurer une application d’authentification
security-scan = Numérisez ceci avec l’application, ou saisissez-y la clé. Saisissez ensuite le code qu’elle affiche.
security-qr = Code QR de la clé ci-dessous
security-code = Code
security-enter-code = Saisissez le code que l’application affiche.
security-six-digits = Six chiffres.
security-app-done = Application d’authentification configurée.
security-remove-app = Retirer votre application d’authentification?
security-app-text = Ses codes ne permettront plus de vous connecter.
security-app-removed = Application d’authentification retirée.
security-codes = Codes de récupération
security-object-codes = codes de récupération
security-codes-left =
    { $count ->
        [one] Il reste { $count } code, qui permet une connexion.
       *[other] Il reste { $count } codes, dont chacun permet une connexion.
    }
security-make-new = Renouveler
security-renew = Créer de nouveaux codes de récupération?
security-renew-text = Les codes que vous avez cessent de fonctionner.
security-make-codes = Créer de nouveaux codes
security-codes-made = Nouveaux codes de récupération créés.
security-keep-codes = Gardez ces codes en lieu sûr. Ils ne seront plus affichés.
security-codes-are = Chacun permet une connexion, après votre mot de passe, quand vous n’avez ni application ni clé d’accès.

## In the activity list

log-did-end-session = Navigateur déconnecté
log-did-end-sessions = Navigateurs déconnectés
log-did-add-passkey = Clé d’accès ajoutée
log-did-remove-passkey = Clé d’accès retirée
log-did-add-authenticator = Application d’authentification configurée
log-did-remove-authenticator = Application d’authentification retirée
log-did-renew-recovery-codes = Nouveaux codes de récupération
log-did-reset-second-factor = Second facteur réinitialisé
log-did-remove-identity = Identité retirée
