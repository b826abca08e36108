mail-no-server = Aucun serveur de courriel n’est configuré. Demandez à l’exploitant de définir TIEOUT_SMTP_URL et TIEOUT_MAIL_FROM.
mail-about-to-be-sent = Le courriel est sur le point d’être envoyé. Attendez qu’il le soit, ou qu’il échoue.
mail-address-erased = Son adresse a été effacée. Envoyez le document de nouveau.
mail-no-address = Le compte n’a pas d’adresse courriel. Ajoutez-en une au compte, ou donnez-en une ici.
mail-address-unusable = Rien ne peut être envoyé à cette adresse. Corrigez-la, ou donnez-en une autre.
mail-taken-back = Un courriel retiré n’est pas envoyé par une annulation. Envoyez le document de nouveau.
mail-handed-over = Un courriel a déjà été remis et ne peut pas être retiré. S’il était erroné, écrivez à son destinataire.
mail-receipt-of-what = Un reçu est celui d’un versement. Donnez transactionId.
mail-no-payment = Seul un reçu est celui d’un versement. Omettez transactionId.
mail-no-period = Donnez la période sur laquelle porte le document.
mail-member-of-what = Seuls les reçus annuels sont ceux d’un membre. Omettez memberId.
mail-documents-unfinished = La tâche produit encore des documents. Envoyez-les une fois qu’elle est terminée.
mail-nothing-left = Il ne reste rien à envoyer : tous les documents ont été envoyés, ou supprimés. Produisez-les de nouveau.
mail-documents-deleted = Les documents ont été supprimés entre-temps. Produisez-les de nouveau.
mail-payment-undone = Le versement a été annulé entre-temps. Il n’y a pas de reçu à envoyer.

## What an e-mail says

mail-subject-statement = Votre relevé de { $organisation }, du { $first } au { $last }
mail-subject-receipt = Votre reçu de { $organisation }
mail-subject-yearly = Vos reçus { $year } de { $organisation }
mail-message-statement = Votre relevé est joint : ce qui a été facturé, ce qui a été payé, et quel versement a payé quoi.
mail-message-receipt = Le reçu de votre versement est joint.
mail-message-yearly = Vos reçus de l’année sont joints : ce qui a été payé, par date de versement.
mail-greeting = Bonjour,
mail-closing = Si quelque chose semble inexact, veuillez répondre à ce courriel.
mail-sent-again = Un courriel a été envoyé de nouveau, ce qu’aucune annulation ne retire. Si son adresse était erronée, envoyez-le de nouveau à la bonne.
