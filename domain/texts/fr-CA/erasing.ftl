## From the server

erasing-one-of = Indiquez soit un compte, soit un membre.
erasing-import-under-way = Un fichier est en cours d’importation, et peut contenir les textes de la personne. Attendez qu’il soit terminé.
erasing-account-open = Le compte a encore des sommes ouvertes, en traitement ou planifiées. Réglez-les d’abord.
erasing-account-subscribed = Le compte a encore un abonnement. Résiliez-le d’abord.
erasing-member-open = Des articles du membre sont encore ouverts, en traitement ou planifiés. Réglez-les d’abord.
erasing-member-subscribed = Un abonnement facture encore pour le membre. Résiliez-le d’abord.
