webhooks-new = Nouveau webhook
webhooks-paused-now = Webhook mis en pause.
webhooks-resumed = Webhook relancé. Ce qu’il a manqué est envoyé maintenant.
webhooks-endpoint = Adresse
webhooks-state = État
webhooks-deliveries = Derniers envois
webhooks-actions = Actions
webhooks-pause = Mettre en pause
webhooks-resume = Relancer
webhooks-again = Envoyer de nouveau
webhooks-rotate = Remplacer le secret
webhooks-the-webhooks = les webhooks
webhooks-none = Aucun webhook pour le moment.
webhooks-none-how = Un webhook envoie ce qui se passe ici à une adresse à vous, au fur et à mesure.
webhooks-title = Webhooks
webhooks-delivered-to = envoyé jusqu’à { $position }
webhooks-gave-up = En pause : les envois échouaient sans cesse
webhooks-since = depuis le { $moment }
webhooks-since-next = depuis le { $moment }, prochain essai le { $next }
webhooks-paused = En pause
webhooks-failing = En échec
webhooks-active = Actif
webhooks-former = l’ancien secret signe jusqu’au { $moment }
webhooks-none-delivered = aucun pour le moment
webhooks-delivered = envoyé le { $moment }
webhooks-tries = { $count } essais

## Dialogs

webhooks-stops-now = Désactivé tout de suite
webhooks-one-day = Signe aussi pendant 1 jour
webhooks-one-week = Signe aussi pendant 1 semaine
webhooks-enter-address = Saisissez une adresse.
webhooks-from-now = Tout ce qui se passe à partir de maintenant est envoyé à cette adresse, dans l’ordre.
webhooks-address = Adresse
webhooks-address-hint = Par exemple, https://boutique.example.org/tieout
webhooks-create = Créer le webhook
webhooks-created = Webhook créé.
webhooks-new-secret = { $address } reçoit un nouveau secret. C’est irréversible.
webhooks-former-secret = Ancien secret
webhooks-former-hint = Le temps d’installer le nouveau à cette adresse.
webhooks-rotated = Le webhook a un nouveau secret.
webhooks-enter-position = Saisissez un nombre entier, 0 pour le début.
webhooks-again-means = Toutes les modifications après une position sont envoyées de nouveau à { $address }, dans l’ordre. Cette adresse les a jusqu’à { $position }.
webhooks-after = Après la position
webhooks-sent-again = Les modifications sont envoyées de nouveau.
webhooks-secret = Secret du webhook
webhooks-copy-secret = Copiez le secret maintenant. Il ne sera plus affiché.
webhooks-verifies = L’adresse { $address } s’en sert pour vérifier.
webhooks-secret-lost = Le secret a été créé, mais la réponse s’est perdue. Remplacez-le pour en obtenir un autre.

## In the activity list

log-did-create-webhook = Webhook créé
log-did-update-webhook = Webhook modifié
log-did-rotate-webhook-secret = Secret d’un webhook remplacé
log-did-replay-webhook = Modifications renvoyées à un webhook

## From the server

webhook-overlap-invalid = L’ancien secret doit cesser d’être valable après 0 à { $longest } heures.
webhook-position-invalid = Indiquez une position du flux : de 0, son début, à { $end }, sa fin.
webhook-url-invalid = Un webhook doit avoir une adresse comme https://shop.example.org/tieout.
webhook-url-not-https = Indiquez une adresse https : http est réservé aux adresses que l’exploitant inscrit dans TIEOUT_WEBHOOK_ALLOW.
webhook-no-answer = aucune réponse en { $seconds } s
webhook-redirects = l’adresse redirige ailleurs
webhook-not-2xx = le code d’état n’est pas 2xx
webhook-not-connected = la connexion n’a pas pu être établie
webhook-host-unknown = l’hôte est introuvable
webhook-connection-failed = la connexion a échoué
webhook-host-without-address = l’hôte n’a pas d’adresse
webhook-http-not-allowed = http n’est permis que pour les adresses de TIEOUT_WEBHOOK_ALLOW
webhook-address-not-public = son adresse n’est pas une adresse publique d’Internet
