## From the server

rows-none = Indiquez au moins une ligne.
rows-too-many = Vous avez envoyé { $rows } lignes; au plus { $most } sont acceptées à la fois. Envoyez-les en plusieurs appels.
list-too-long = Vous en avez envoyé { $listed }; au plus { $most } sont acceptés ici.
items-named-too-many = Ceci indique { $items } articles, en comptant ceux d’une facture chaque fois qu’elle est indiquée; au plus { $most } sont acceptés. Indiquez-en moins, ou des articles isolés.
idempotency-key-invisible = Une clé d’idempotence doit avoir un caractère visible. Envoyez une autre clé, ou n’en envoyez pas.
idempotency-key-too-long = La clé d’idempotence compte { $length } caractères; au plus { $longest } sont permis.
idempotency-key-control-characters = Retirez les caractères de contrôle de la clé d’idempotence.
idempotency-key-other-arguments = La clé d’idempotence { $key } a déjà été utilisée avec d’autres arguments ({ $mutation }). Utilisez une nouvelle clé pour une nouvelle requête.
changed-repeatedly = Les mêmes enregistrements ont été modifiés à plusieurs reprises par d’autres. Réessayez.
files-need-permissions = { $what ->
    [documents] Les documents
   *[exports] Les exportations
} exigent les autorisations { $needed }; il vous manque { $missing }.
exports-known = Les exportations possibles sont { $names }, chacune en .jsonl et en .csv.
person-command-line = ligne de commande
person-provider = fournisseur d’identité
person-token = jeton { $name }
feed-not-reached = Le flux n’atteint pas encore la position { $position } : la base de données a été restaurée, ou c’en est une autre. Refaites votre copie depuis le début.
feed-of-another = Ce qui se trouve à la position { $position } du flux n’est pas ce que vous y avez lu : la base de données a été restaurée, ou c’en est une autre. Refaites votre copie depuis le début.
feed-position-invalid = `{ $argument }` n’est pas une position du flux. Utilisez `position` ou `{ $source }`.
cursor-invalid = `{ $argument }` n’est pas un curseur de cette liste dans cet ordre. Utilisez le { $source ->
    [startCursor] `startCursor` de la page qui suit
   *[endCursor] `endCursor` de la page précédente
}.
length-invalid = `{ $name }` va de 1 à { $most }, et non { $length }.{ $way ->
    [none] {""}
   *[other] {" "}Continuez avec `{ $way }`.
}
