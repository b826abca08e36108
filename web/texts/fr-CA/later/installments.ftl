## Installments

installments-every-month = Chaque mois
installments-every-week = Chaque semaine
installments-every-quarter = Tous les 3 mois
installments-every-year = Chaque année
installments-leave-open = Laisser ouvert
installments-equal = Payer en versements égaux
installments-custom = Payer en versements au choix
installments-title = Versements
installments-first-due = Première échéance
installments-enter-number = Entrez un nombre de 1 à 120.
installments-enter-first-due = Entrez la première échéance.
installments-number = Versement { $number }
installments-of = versement { $number }
installments-for = Pour
installments-in-order = Articles restants, dans l’ordre
installments-remove = Retirer le versement { $number }
installments-add = + Ajouter un versement
installments-remaining = Solde restant
