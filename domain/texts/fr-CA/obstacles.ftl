## From the server

obstacle-planned-one = { $amount } dû le { $due_on }
obstacle-free-of-charge = Cet article est gratuit.
obstacle-planned = Des versements planifiés le retiennent : { $planned }. Supprimez ou modifiez d’abord ces versements planifiés.
obstacle-cancelled = { $amount } en a été annulé ({ $numbers }); rien n’est donc dû pour cela.
obstacle-is-write-off = C’est une radiation, qui règle les articles pour lesquels elle a été enregistrée et rien d’autre.
obstacle-written-off = { $amount } en est radié ({ $numbers }). Annulez cette radiation pour l’ouvrir de nouveau.
obstacle-is-processing = Il est encore en traitement : ses rapprochements avec { $numbers } sont verrouillés jusqu’à ce qu’il soit confirmé ou que son échec soit inscrit.
obstacle-processing = { $amount } en est rapproché avec une somme encore en traitement ({ $numbers }). Confirmez ce paiement ou inscrivez d’abord son échec.
obstacle-is-correction = Il contrepasse un paiement qui a échoué, et reste avec lui.
obstacle-failed = Le paiement a échoué et { $correction } le contrepasse. Enregistrez un nouveau paiement quand la somme sera arrivée.
obstacle-reconciled-locked = { $amount } en est rapproché avec { $numbers }. Des versements planifiés des mêmes articles verrouillent cela : supprimez d’abord ces versements planifiés.
obstacle-reconciled = { $amount } en est rapproché avec { $numbers }.
obstacle-reconciled-free = { $amount } en est rapproché avec { $numbers }. Pour l’utiliser autrement, modifiez ou supprimez d’abord { $free ->
    [1] ce rapprochement
   *[other] l’un d’eux
}.
