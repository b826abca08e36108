## Sending

mails-send-title = Envoyer par courriel
mails-send = Envoyer
mails-send-by = Envoyer par courriel
mails-to = À
mails-to-hint = Laissez vide pour l’adresse du compte.
mails-subject = Objet
mails-message = Message
mails-usual-hint = Laissez vide pour le texte habituel, affiché ci-dessous.
mails-usual-of-all = Laissez vide pour le texte habituel.
mails-will-be-sent = Le courriel à {$to} sera envoyé d’ici quelques secondes.
mails-one = le courriel à {$to}
mails-view = Voir les courriels
mails-send-all = Envoyer à tous
mails-the-documents = les documents par courriel
mails-send-all-title = Envoyer les documents par courriel
mails-send-all-means = Chaque compte reçoit ses propres documents, à son adresse courriel. Ce qui a déjà été envoyé n’est pas renvoyé.
mails-looking = Recherche des destinataires. Rien n’est encore envoyé…
mails-recipients =
    { $count ->
        [one] {$count} courriel sera envoyé.
       *[other] {$count} courriels seront envoyés.
    }
mails-without-address =
    { $count ->
        [one] {$count} compte est laissé de côté, faute d’adresse :
       *[other] {$count} comptes sont laissés de côté, faute d’adresse, par exemple :
    }
mails-nobody = Il n’y a personne à qui envoyer.
mails-send-count =
    { $count ->
        [one] Envoyer {$count} courriel
       *[other] Envoyer {$count} courriels
    }
mails-all-begun = Les courriels sont en cours de rédaction et d’envoi.
mails-progress = Voir la progression
mails-again-title = Renvoyer le courriel
mails-again = Renvoyer
mails-again-means = Il part une fois de plus avec le même texte et le même document. S’il est déjà arrivé, le destinataire le reçoit deux fois.

## What was sent

mails-title = Courriels
mails-account = Compte
mails-requested = Demandé
mails-state = État
mails-actions = Actions
mails-waiting = En attente
mails-sending = En cours d’envoi
mails-sent = Envoyé
mails-failed = Échec
mails-unknown = Peut-être envoyé
mails-withdrawn = Retiré
mails-unreachable = Le serveur de courriel est injoignable. Un nouvel essai suivra.
mails-timeout = Le serveur de courriel n’a pas répondu à temps. Un nouvel essai suivra.
mails-unsupported = Le serveur de courriel n’offre pas ce que demandent les paramètres. Avisez l’exploitant.
mails-sign-in-refused = Le serveur de courriel a refusé l’utilisateur ou le mot de passe. Avisez l’exploitant.
mails-connection-refused = Le serveur de courriel n’accepte pas de courriels maintenant. Un nouvel essai suivra.
mails-connection-lost = La connexion a pris fin avant tout envoi. Un nouvel essai suivra.
mails-sender-refused = Le serveur de courriel a refusé l’expéditeur. Avisez l’exploitant.
mails-recipient-refused = Le serveur de courriel a refusé le destinataire : vérifiez l’adresse.
mails-text-refused = Le serveur de courriel a refusé le courriel lui-même.
mails-no-answer = Le serveur de courriel n’a pas dit s’il l’a accepté. Demandez au destinataire, ou renvoyez-le.
mails-stopped = Le serveur s’est arrêté entre-temps. Demandez au destinataire, ou renvoyez-le.
mails-no-document = Le document n’existe plus, est trop long ou n’a pu être produit. Produisez-le de nouveau.
mails-counts-sent = Courriels envoyés
mails-counts-waiting = En attente
mails-counts-problems = En échec, ou peut-être envoyés

## In the activity list

log-did-send-document = Document envoyé par courriel
log-did-send-documents = Documents envoyés par courriel
log-did-send-mail-again = Courriel renvoyé

## From the server

mail-no-server = Aucun serveur de courriel n’est configuré. Demandez à l’exploitant de définir TIEOUT_SMTP_URL et TIEOUT_MAIL_FROM.
mail-about-to-be-sent = Le courriel est sur le point d’être envoyé. Attendez qu’il le soit, ou qu’il échoue.
mail-address-erased = Son adresse a été effacée. Envoyez le document de nouveau.
mail-no-address = Le compte n’a pas d’adresse courriel. Ajoutez-en une au compte, ou indiquez-en une ici.
mail-address-unusable = Rien ne peut être envoyé à cette adresse. Corrigez-la, ou indiquez-en une autre.
mail-taken-back = Un courriel retiré n’est pas envoyé par une annulation. Envoyez le document de nouveau.
mail-handed-over = Un courriel a déjà été remis et ne peut pas être retiré. S’il était erroné, écrivez à son destinataire.
mail-receipt-of-what = Un reçu porte sur un paiement. Indiquez transactionId.
mail-no-payment = Seul un reçu porte sur un paiement. Omettez transactionId.
mail-no-period = Indiquez la période sur laquelle porte le document.
mail-member-of-what = Seuls les reçus annuels peuvent porter sur un membre. Omettez memberId.
mail-documents-unfinished = La tâche produit encore des documents. Envoyez-les une fois qu’elle est terminée.
mail-nothing-left = Il ne reste rien à envoyer : tous les documents ont été envoyés, ou supprimés. Produisez-les de nouveau.
mail-documents-deleted = Les documents ont été supprimés entre-temps. Produisez-les de nouveau.
mail-payment-undone = Le paiement a été annulé entre-temps. Il n’y a pas de reçu à envoyer.

## From the server: what an e-mail says

mail-subject-statement = { $organisation } : votre relevé de compte du { $first } au { $last }
mail-subject-receipt = { $organisation } : votre reçu
mail-subject-yearly = { $organisation } : vos reçus de { $year }
mail-message-statement = Votre relevé de compte est joint : ce qui a été facturé, ce qui a été payé, et ce que chaque paiement a payé.
mail-message-receipt = Le reçu de votre paiement est joint.
mail-message-yearly = Vos reçus de l’année sont joints : ce qui a été payé, par date de paiement.
mail-greeting = Bonjour,
mail-closing = Si quelque chose semble inexact, veuillez répondre à ce courriel.
mail-sent-again = Un courriel a été envoyé de nouveau, ce qu’aucune annulation ne retire. Si son adresse était erronée, envoyez-le de nouveau à la bonne.
