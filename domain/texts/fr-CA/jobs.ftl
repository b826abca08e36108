job-account-skipped = Erreur interne : ce compte a été ignoré. Le journal du serveur a les détails sous { $reference }.
job-ended = La tâche est terminée ({ $state ->
    [DONE] achevée
    [CANCELLED] annulée
   *[FAILED] échouée
}) et ne peut pas être annulée. Annulez son lot pour reprendre ce qu’elle a fait.
job-takes-back-import = Cette tâche reprend une importation qui { $ended ->
    [CANCELLED] a été annulée
   *[FAILED] a échoué
}, afin que rien du fichier ne reste. Elle ne peut pas être annulée. Attendez qu’elle soit terminée.
job-accounts-named = Nommez de 1 à { $most } comptes, ou omettez ceci pour les prendre tous.
job-on-batch-runs = Une tâche qui { $does ->
    [makes] fait
   *[undoes] annule
} ce lot est encore en cours. Attendez sa fin{ $way ->
    [cancel] , ou annulez-la d’abord
   *[wait] {""}
}.
job-made-no-progress = Échec : aucun progrès après { $tries } tentatives. { $before ->
    [taken-back] Tout est repris
   *[stays] Ce qui a été fait auparavant demeure
}; le journal du serveur dit pourquoi son processus s’est terminé.
job-row-of-file = Rangée { $row } du fichier : { $message }
job-failed = { $message } Tout est repris.
