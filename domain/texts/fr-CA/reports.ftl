report-no-accounts = Il n’y a encore aucun compte. Indiquez une devise.
report-one-currency = Un rapport porte sur une seule devise. Choisissez-en une : { $currencies }.
