## What waits

today-waits = À traiter
today-what-waits = ce qui est à traiter
today-nothing = Rien à traiter.
today-all-matched = Toutes les sommes sont rapprochées.
today-open-money = Sommes à rapprocher
today-likely =
    { $sure ->
        [one] { $sure } sûre, { $likely } à vérifier, { $none } sans proposition
       *[other] { $sure } sûres, { $likely } à vérifier, { $none } sans proposition
    }
today-likely-oldest =
    { $sure ->
        [one] Parmi les { $count } plus anciennes : { $sure } sûre, { $likely } à vérifier, { $none } sans proposition
       *[other] Parmi les { $count } plus anciennes : { $sure } sûres, { $likely } à vérifier, { $none } sans proposition
    }
today-bank-lines = Lignes bancaires à expliquer
today-invalid = Rapprochements non valides
today-items =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
today-invalid-how = Supprimez-les et refaites-les.
today-slow = Chèques électroniques en traitement depuis une semaine
today-slow-one = { $number }, { $owner }, { $date }.
today-and-more = Et { $count } de plus.
today-slow-how = Confirmez chacun, ou inscrivez son échec.
today-overdue = En souffrance
today-planned = Versements planifiés à échéance
today-planned-how = Traitez-les pour enregistrer les paiements.
today-unclosed = Le mois dernier n’est pas clôturé
today-unclosed-how = Tous les jours jusqu’au { $date } inclusivement, une fois les rapports produits.
today-paused = Webhooks en pause
today-paused-how = { $addresses } : rien n’y est envoyé tant que personne ne les relance.
today-skipped =
    { $count ->
        [one] { $count } compte ignoré
       *[other] { $count } comptes ignorés
    }
today-failed = échec
today-job-by = { $moment } par { $person }

## Since yesterday

today-since-yesterday = Depuis hier
today-all-activity = Toute l’activité
today-activity = l’activité
today-nobody = Personne n’a rien modifié.

## The first steps in empty books

today-accounts = Importez vos comptes
today-accounts-are = Un compte, c’est à qui l’on facture : un titulaire et ses membres, dans une devise. Les codes de grand livre disent ce qui est vendu.
today-import = Importer : { $title }
today-template = Modèle
today-template-for = pour : { $title }
today-create-account = Créer un compte
today-demo = Simple visite? { $command } présente un centre de loisirs fictif.
today-invoices = Importez factures et paiements
today-any-csv = Tout fichier CSV dont la première ligne donne le nom des colonnes; vous voyez ce qui en est compris avant que rien ne soit enregistré.
today-match = Rapprochez-les
today-match-how = Ce qui est sûr s’accepte d’un coup, le reste un par un.
today-match-money = Rapprocher les sommes
