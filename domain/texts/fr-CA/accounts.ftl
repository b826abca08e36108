account-number-taken = Le numéro de compte { $number } est déjà utilisé. Choisissez-en un autre.
account-member-gone = Membre introuvable dans ce compte. Il a peut-être été retiré : vérifiez de nouveau.
account-member-subscribed = { $name } a encore l’abonnement { $subscription }. Résiliez-le d’abord.
member-of-other-account = { $name } n’est pas dans le compte { $number }. Choisissez l’un de ses membres.
member-removed = { $name } n’est plus dans le compte { $number }. Ajoutez cette personne de nouveau, ou n’indiquez pas le membre.
account-sums-too-large = Les totaux du compte { $number } dépasseraient { $most }, le plus grand montant possible. Enregistrez des montants plus petits, ou dans un autre compte.
