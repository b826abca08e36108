sign-in-title = Se connecter à Tieout
sign-in-motto = Quel paiement a payé quoi, au cent près.
sign-in-expired = Ce lien de connexion a déjà servi ou a expiré. Demandez-en un nouveau.
sign-in-email = Adresse courriel
sign-in-password = Mot de passe
sign-in-submit = Se connecter
sign-in-busy = Connexion en cours…
sign-in-with-provider = Se connecter avec { $name }
sign-in-with-passkey = Se connecter avec une clé d’accès
sign-in-sign-out-provider = Se déconnecter aussi de { $name }
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
