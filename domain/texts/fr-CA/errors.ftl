## From the server

error-busy = La base de données est occupée; rien n’a été commencé. Réessayez dans un instant.
error-unavailable = La base de données est injoignable pour le moment; rien n’a été fait. Réessayez dans un instant.
error-storage-full = Il n’y a plus d’espace pour enregistrer quoi que ce soit; rien n’a été fait. L’exploitant doit faire de la place : réessayez plus tard.
error-outcome-unknown = La base de données a échoué pendant l’enregistrement, et on ne sait pas si c’est enregistré. Envoyez de nouveau la même requête avec la même idempotencyKey : elle n’est alors exécutée qu’une fois. Si vous n’avez pas envoyé de clé, vérifiez d’abord si c’est enregistré.
error-timeout = Cela a pris trop de temps et a été annulé. Demandez-en moins à la fois, ou réessayez plus tard.
error-internal = Une erreur s’est produite de notre côté.
error-database-replaced = Le fichier de la base de données a été supprimé, remplacé ou écrasé pendant que le serveur fonctionnait; rien n’est donc enregistré ni affiché. Le journal du serveur dit quoi faire : arrêtez le serveur, remettez le bon fichier à sa place, et redémarrez le serveur.
error-not-done = Rien de cette requête n’a été fait, car `{ $by }` a été refusé.
error-with-reference = { $message } (Référence : { $reference }.)
answer-too-many-rows = Ceci demande plus de { $most } lignes en une réponse. Demandez des pages plus petites (`first`, `last`) ou moins de niveaux, et continuez avec `after` ou `before`.
answer-too-many-values = Ceci demande plus de { $most } valeurs en une réponse : les champs de toutes ses lignes, un long texte comptant une fois tous les { $characters } caractères. Demandez moins de champs ou des pages plus petites (`first`), et continuez avec `after`.
answer-too-many-passes = Une requête peut filtrer, trier, compter ou additionner des listes au plus { $most } fois; une recherche compte double et les montants par âge, quatre fois. Demandez-les l’une après l’autre.
answer-too-many-passed-rows = Une requête peut filtrer, trier, compter ou additionner des listes { $passes } fois quelle que soit leur longueur, et plus souvent si elles ont au plus { $most } lignes en tout; une recherche compte double et les montants par âge, quatre fois. Demandez-les l’une après l’autre.
answer-too-many-texts = Ceci demande plus de { $most } textes rédigés pour la réponse, comme statusReason. Demandez-en moins ou des pages plus petites (`first`), et continuez avec `after`.
error-too-much-asked = Vous en avez trop demandé en peu de temps; rien n’a été fait. Réessayez dans { $wait_s } s.
search-too-long = Une recherche peut porter sur au plus { $most } caractères; il y en a { $length }.
refusal-and-more = { $message } (et { $more } de plus)
