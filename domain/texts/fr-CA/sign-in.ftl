sign-in-title = Se connecter à Tieout
sign-in-motto = Quel paiement a payé quoi, au cent près.
sign-in-expired = Ce lien de connexion a déjà servi ou a expiré. Demandez-en un nouveau.
sign-in-email = Adresse courriel
sign-in-password = Mot de passe
sign-in-submit = Se connecter
sign-in-busy = Connexion en cours…
sign-in-with-provider = Se connecter avec { $name }
sign-in-with-passkey = Se connecter avec une clé d’accès
sign-in-sign-out-provider = Fermer aussi la session chez { $name }
sign-in-again = Votre session a pris fin. Connectez-vous pour reprendre là où vous en étiez.

## The second factor

sign-in-app-code = Code de votre application
sign-in-app-hint = Six chiffres, ou l’un de vos codes de récupération.
sign-in-recovery-code = Code de récupération
sign-in-passkey-hint = Utilisez votre clé d’accès, ou l’un de vos codes de récupération.
sign-in-use-passkey = Utiliser une clé d’accès
sign-in-passkey-known = Cet appareil a déjà une clé d’accès pour Tieout.
sign-in-no-passkey = Aucune clé d’accès n’a été utilisée. Réessayez, ou connectez-vous autrement.
sign-in-back = Retour

## The first administrator

sign-in-first-admin = Premier administrateur
sign-in-create-admin = Créer le premier administrateur
sign-in-nobody-yet = Personne ne peut encore se connecter à cette installation. Vous pourrez tout faire, et donner accès à d’autres.
sign-in-link-cut = Il manque la fin du lien. Copiez-le en entier, tel que le serveur l’a affiché.
sign-in-your-name = Votre nom
sign-in-password-hint = Au moins 10 caractères.
sign-in-create = Créer et se connecter
sign-in-creating = Création en cours…
sign-in-instead = Se connecter plutôt

## From the server

password-length = Un mot de passe doit avoir de { $shortest } à { $longest } caractères.
factor-too-late = Cela a pris trop de temps, ou était déjà terminé. Recommencez.
passkeys-too-many = Vous avez { $most } clés d’accès. Retirez-en une d’abord.
passkey-in-use = Cette clé d’accès est déjà utilisée. Créez-en une sur un autre appareil.
authenticator-code-wrong = Ce code est erroné. Saisissez celui que l’application affiche maintenant.
factor-none = Vous n’avez pas de second facteur. Ajoutez d’abord une clé d’accès ou une application d’authentification.
factor-remove-own = Retirez vos propres clés d’accès et votre application une à une, peu après votre connexion.
factor-user-has-none = Cet utilisateur n’a pas de second facteur. Son mot de passe seul lui donne accès.
factor-signed-in-only = Seules les personnes connectées ont des clés d’accès, des applications et des codes de récupération. Connectez-vous à la page.
factor-provider-time-unknown = Votre fournisseur d’identité ne dit pas quand vous lui avez prouvé qui vous êtes. Déconnectez-vous, connectez-vous avec votre mot de passe ou une clé d’accès, puis changez ceci.
identity-unknown = Personne ici ne se connecte avec cette identité. Si vous avez un autre moyen d’accès, connectez-vous par celui-ci, et liez cette identité sous Sécurité de la connexion. Sinon, demandez à la personne qui gère les accès de vous créer comme utilisateur.
identity-linked = Cette identité est déjà liée à un utilisateur. Retirez-la d’abord là-bas.
identities-too-many = Vous avez { $most } identités liées. Retirez-en une d’abord.
passkey-not-verified = Cette clé d’accès n’a pas pu être vérifiée. Réessayez.
sign-in-user-changed = Cet utilisateur a été modifié pendant votre connexion. Connectez-vous de nouveau.
sign-in-factor-wrong = Ce code ou cette clé d’accès n’est pas valide. Réessayez.
sign-in-link-used = Ce lien de connexion a déjà été utilisé ou a expiré. Demandez-en un nouveau.
sign-in-link-invalid = Ce lien de connexion n’est plus valide. Demandez-en un nouveau.
factor-signed-in-long-ago = Votre connexion date de plus d’une demi-heure. Déconnectez-vous, reconnectez-vous, puis changez ceci.
factor-proved-long-ago = Vous avez prouvé votre identité à votre fournisseur il y a plus d’une demi-heure. Déconnectez-vous ici et là-bas, reconnectez-vous, puis changez ceci.
sign-in-too-many-tries = Il y a eu trop d’essais. Attendez { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, puis réessayez.
sign-in-started-elsewhere = Cette connexion a été commencée dans un autre navigateur, a pris trop de temps ou était déjà terminée. Recommencez.
sign-in-no-provider = Personne ne se connecte ici par un fournisseur d’identité.
sign-in-provider-refused = { $provider } n’a pas autorisé votre connexion. Réessayez, ou utilisez un autre moyen.
sign-in-provider-unconfirmed = { $provider } n’a pas confirmé qui vous êtes, ou que vous pouvez vous connecter ici. Réessayez; si cela n’aide pas, demandez à la personne qui gère les accès.
sign-in-provider-away = { $provider } est injoignable pour le moment. Réessayez bientôt, ou connectez-vous autrement.
sign-in-first-admin-gone = Ce lien n’est plus valide : quelqu’un peut déjà se connecter, ou le serveur a été redémarré. Connectez-vous, ou utilisez le dernier lien qu’il a affiché.
passkeys-need-address = Les clés d’accès exigent une adresse comme https://billing.example.org : définissez TIEOUT_PUBLIC_URL.
sign-in-first = Connectez-vous d’abord.
sign-in-staff-only = Seul le personnel peut faire ceci. Connectez-vous à la page.
sign-in-wrong = L’adresse courriel ou le mot de passe est erroné.
sign-in-or-token = Connectez-vous, ou envoyez un jeton comme `Authorization: Bearer TOKEN`.
token-unusable = Ce jeton est inconnu, expiré ou révoqué. Demandez-en un nouveau.
session-without-header = Une requête avec le témoin de session doit avoir l’en-tête `X-Tieout: 1`.
token-wrong-scheme = Envoyez le jeton comme `Authorization: Bearer TOKEN`.
sign-in-for-schema = Connectez-vous, ou envoyez un jeton, pour lire le schéma.
