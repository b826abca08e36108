integrity-title = Intégrité
integrity-about = Vérifie que tous les enregistrements concordent
integrity-checking-all = Vérification de tous les enregistrements. Cela prend jusqu’à 30 secondes.
integrity-the-report = le rapport
integrity-checking = Vérification en cours…
integrity-again = Vérifier de nouveau
integrity-checked = Vérifié le { $moment }
integrity-clean = Tout concorde.
integrity-clean-means = Chaque article, rapprochement, total et compte a été vérifié, et le journal d’audit est complet et intact.
integrity-found =
    { $count ->
        [one] { $count } problème trouvé.
       *[other] { $count } problèmes trouvés.
    }
integrity-none-so-far = Aucun problème trouvé jusqu’ici.
integrity-rest-consistent = Tout le reste a été vérifié et concorde.
integrity-not-everything = Tout n’a pas pu être vérifié en 30 secondes.
integrity-full-check = Pour une vérification complète, exécutez { $command } sur le serveur.
integrity-problems = Problèmes
integrity-problem = Problème
integrity-whole = base de données entière
integrity-account = Compte
integrity-none = aucun
integrity-hidden = masqué
integrity-what-to-do = Que faire
integrity-the-first = Les { $shown } premiers sur { $total }. Corrigez ceux-ci et vérifiez de nouveau.
integrity-view = Voir les rapprochements de { $number }
integrity-contact = Si vous ne pouvez pas corriger un problème, adressez-vous à { $contact }.
integrity-contact-administrator = Si vous ne pouvez pas corriger un problème, adressez-vous à votre administrateur de Tieout.
integrity-where-from = Les problèmes viennent d’importations qui ont conservé des erreurs ou de modifications faites hors de Tieout.
