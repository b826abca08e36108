## The list

jobs-title = Tâches
jobs-about = Travaux de longue durée sur de nombreux comptes
jobs-the-jobs = les tâches
jobs-none = Aucune tâche pour le moment.
jobs-none-how = Lancez-en une à partir de { $accounts } : choisissez Actions, puis Rapprocher tous les comptes.
jobs-all-accounts = Tous les comptes
jobs-job = Tâche
jobs-requested = Demandée
jobs-by = par { $person }
jobs-state = État
jobs-accounts = Comptes
jobs-reconciliations = Rapprochements
jobs-amount = Montant
jobs-skipped =
    { $count ->
        [one] { $count } compte ignoré
       *[other] { $count } comptes ignorés
    }
jobs-progress =
    { $done ->
        [one] { $done } compte sur { $total }
       *[other] { $done } comptes sur { $total }
    }

## One job

jobs-cancel-ask = Annuler cette tâche?
jobs-cancel-import = Elle s’arrête immédiatement. Ce qu’elle a importé jusqu’ici est retiré.
jobs-cancel-documents = Elle s’arrête immédiatement. Les documents déjà produits peuvent être téléchargés.
jobs-cancel-means = Elle s’arrête immédiatement. Les comptes déjà traités restent modifiés; vous pourrez annuler ces modifications ensuite.
jobs-cancel = Annuler la tâche
jobs-cancelled-after =
    { $done ->
        [one] Annulée après { $done } compte sur { $count }.
       *[other] Annulée après { $done } comptes sur { $count }.
    }
jobs-cancelled = Annulée.
jobs-what-it-did = ce que « { $job } » a fait
jobs-undo-rest = Annuler le reste
jobs-undo-all = Tout annuler
jobs-download-all = Tout télécharger
jobs-the-documents = les documents
jobs-the-job = la tâche
jobs-not-found = Tâche introuvable, ou vous n’y avez pas accès.
jobs-to-jobs = Aller aux tâches
jobs-undone = { $state }, annulée par la suite
jobs-partly-undone = { $state }, annulée en partie par la suite
jobs-requested-by = demandée par { $person } le { $moment }
jobs-requested-ended = demandée par { $person } le { $moment }, terminée le { $ended }
jobs-keeps-running = Vous pouvez quitter cette page ou vous déconnecter; la tâche se poursuit.
jobs-done-of =
    { $done ->
        [one] { $done } compte sur { $count }
       *[other] { $done } comptes sur { $count }
    }
jobs-with-problems = Comptes ayant des problèmes
jobs-no-problems = aucun
jobs-match-lines = Rapprocher ces lignes
jobs-all-changes = Voir toutes les modifications dans Activité
jobs-all-jobs = Toutes les tâches
jobs-deleted-or-restored = Rapprochements supprimés ou rétablis
jobs-created = Rapprochements créés
jobs-total = Montant total
jobs-records = Enregistrements créés
jobs-already = Déjà importés
jobs-duplicates = Doublons laissés de côté
jobs-faulty = Conservés comme non valides
jobs-statements-of = Relevés de compte
jobs-receipts-of = Reçus annuels
jobs-documents-made = Documents produits
jobs-kept-until = Conservés jusqu’au
jobs-skipped-accounts = Comptes ignorés
jobs-account = Compte
jobs-reason = Motif
jobs-the-first = Les { $shown } premiers sur { $total }.

## In the activity list

log-did-cancel-job = Tâche annulée

## From the server

job-account-skipped = Erreur interne : ce compte a été ignoré. Le journal du serveur a les détails sous { $reference }.
job-ended = La tâche est terminée ({ $state ->
    [DONE] achevée
    [CANCELLED] annulée
   *[FAILED] échouée
}) et ne peut pas être annulée. Annulez son lot pour retirer ce qu’elle a fait.
job-takes-back-import = Cette tâche retire une importation qui { $ended ->
    [CANCELLED] a été annulée
   *[FAILED] a échoué
}, afin que rien du fichier ne reste. Elle ne peut pas être annulée. Attendez qu’elle soit terminée.
job-accounts-named = Indiquez de 1 à { $most } comptes, ou omettez ceci pour les prendre tous.
job-on-batch-runs = Une tâche qui { $does ->
    [makes] fait
   *[undoes] annule
} ce lot est encore en cours. Attendez sa fin{ $way ->
    [cancel] , ou annulez-la d’abord
   *[wait] {""}
}.
job-made-no-progress = Échec : aucun progrès après { $tries } tentatives. { $before ->
    [taken-back] Tout est retiré
   *[stays] Ce qui a été fait auparavant demeure
}; le journal du serveur dit pourquoi son processus s’est terminé.
job-row-of-file = Ligne { $row } du fichier : { $message }
job-failed = { $message } Tout est retiré.
