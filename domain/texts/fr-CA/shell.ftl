## The navigation

shell-skip = Passer au contenu
shell-menu = Menu
shell-pages = Pages
shell-more = Plus
shell-help = Aide (en anglais)
shell-find = Rechercher
shell-today = Aujourd’hui
shell-match = Rapprocher
shell-accounts = Comptes
shell-upcoming = À venir
shell-reports = Rapports
shell-bank = Banque
shell-unreconciled = Articles non rapprochés
shell-payers = Payeurs
shell-ledger-codes = Codes de grand livre
shell-import = Importation
shell-jobs = Tâches
shell-activity = Activité
shell-access = Accès
shell-webhooks = Webhooks
shell-integrity = Intégrité
shell-closing = Clôture
shell-journal = Journal
shell-statements = Relevés de compte
shell-api = API

## The signed-in person's menu

shell-keys = Raccourcis clavier
shell-letters-off = Désactiver les raccourcis à une touche
shell-letters-on = Activer les raccourcis à une touche
shell-sessions = Vos sessions ouvertes
shell-security = Sécurité de la connexion
shell-language = Langue (Language)
shell-sign-out = Se déconnecter

## The choice of a language

shell-language-title = Langue
shell-language-browser = Celle du navigateur
shell-language-hint = La page est chargée de nouveau.
shell-language-save = Utiliser cette langue

## Keyboard shortcuts

shell-key-keys = Afficher les raccourcis clavier
shell-key-find = Rechercher un compte, un numéro, un montant, un écran ou une action
shell-key-search = Chercher dans la liste, ou partout
shell-key-next = Ligne suivante; Entrée l’ouvre
shell-key-previous = Ligne précédente
shell-key-escape = Quitter le champ ou fermer la boîte de dialogue
shell-key-esc = Échap
shell-key-enter = Entrée
shell-key-shift = Maj
shell-key-space = Espace

## What stands in place of a screen

shell-for-staff = Cette page est réservée au personnel.
shell-linked = Identité liée.
shell-not-found = Introuvable
shell-no-such-page = Cette page n’existe pas.
shell-to-accounts = Aller aux comptes
shell-this-page = cette page
shell-the-page = la page
shell-loading = Chargement en cours : { $what }…
shell-forbidden = Accès refusé : { $what }.
shell-ask-contact = Demandez l’accès à { $contact }.
shell-ask-administrator = Demandez l’accès à l’administrateur de Tieout.
shell-needs-permission = Il vous faut l’autorisation { $permission }.
shell-needs-permissions = Il vous faut les autorisations { $permissions }.
shell-and = { $one } et { $other }
shell-try-again = Réessayer

## Requests

shell-unreachable = Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.
shell-unreadable = La réponse du serveur est illisible. Réessayez.
shell-sign-in-failed = La connexion a échoué. Réessayez.
shell-no-document = Le document n’a pas pu être produit. Réessayez.
shell-no-user = L’utilisateur n’a pas pu être créé. Réessayez.
shell-saves-once = { $reason } Un nouvel essai n’enregistre qu’une seule fois.
shell-outcome-unknown = La base de données a fait défaut, et l’on ne sait pas si ceci a été enregistré. Réessayez : l’enregistrement ne se fera qu’une fois.

## Amounts due by age

shell-not-yet-due = Non échu
shell-days-1-30 = 1 à 30 jours
shell-days-31-60 = 31 à 60 jours
shell-days-61-90 = 61 à 90 jours
shell-days-over-90 = Plus de 90 jours
