explorer-search = Rechercher des types et des champs
explorer-search-hint = Type, champ ou description
explorer-start = Commencez ici
explorer-all-types = Tous les types
explorer-needs = Autorisations requises : { $permissions }
explorer-implements = Implémente { $types }.
explorer-one-of = L’un de { $types }
explorer-results =
    { $count ->
        [one] { $count } résultat
       *[other] { $count } résultats
    }
explorer-no-results = Aucun type ni champ trouvé.
explorer-refine = et { $count } de plus. Précisez votre recherche.

## The editor

explorer-editor = Requête ou mutation
explorer-about = GraphQL à l’adresse { $address }, avec vos autorisations ({ $person }).
explorer-history = Historique
explorer-object = Saisissez un objet tel que { $example }.
explorer-invalid = JSON non valide : { $problem }
explorer-unnamed-run = Sans nom
explorer-run-ask = Exécuter cette mutation?
explorer-run-means = Elle modifie vos données : { $mutations }.
explorer-dry-run = Mettez { $option } dans son entrée pour voir ce qui se passerait sans rien enregistrer.
explorer-run = Exécuter
explorer-ran = Terminé.
explorer-stop = Arrêter
explorer-operation = Opération
explorer-unnamed = sans nom
explorer-examples = Exemples
explorer-examples-are = Exemples : les requêtes de cette page
explorer-trusted-only = Ce serveur n’exécute que les requêtes approuvées par son exploitant.
explorer-trusted-how = Aucune ne peut donc être essayée ici. Demandez à l’exploitant d’ajouter la vôtre aux documents approuvés, ou essayez-la sur un serveur d’essai.
explorer-the-editor = l’éditeur
explorer-query = Requête
explorer-variables = Variables { $format }
explorer-result = Résultat
explorer-schema = Schéma
explorer-key-run = Exécuter la requête

## The response

explorer-running = Exécution en cours…
explorer-run-first = Exécutez la requête pour voir la réponse ici. Ctrl+Espace complète dans l’éditeur.
explorer-partial = Réponse partielle
explorer-error = Erreur
explorer-success = Réussite
explorer-copy = Copier
explorer-data = Données
explorer-more-characters = { $count } caractères de plus. Copier les prend tous.
explorer-at = à { $path }
explorer-line-column = Ligne { $line }, colonne { $column }
explorer-cost = coût { $rows } lignes sur { $limit }, { $values } valeurs sur { $valueLimit }
explorer-kilobytes = { $size } ko
explorer-copied = Copié.
explorer-copy-blocked = Votre navigateur a empêché la copie.

## The files of examples

explorer-accepting = Acceptation
explorer-billing = Facturation
explorer-mails = Courriels
explorer-journals = Journaux
explorer-factors = Facteurs
explorer-match-lines = Rapprocher des lignes
explorer-mending = Corrections
explorer-payment = Paiement
explorer-reconciliations = Rapprochements
explorer-recording = Enregistrement
explorer-session = Session
explorer-sessions = Sessions
explorer-subscriptions = Abonnements
explorer-transaction = Opération
explorer-undo = Annulation
explorer-unreconciled = Non rapproché
