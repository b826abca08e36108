## Reconcile an account

reconciling-title = Rapprocher le compte : { $owner }
reconciling-what = Impute les paiements et dépôts ouverts aux articles de facture ouverts, du plus ancien au plus récent. Rien n’est enregistré avant que vous choisissiez Rapprocher.
reconciling-credits = Inclure les notes de crédit ouvertes
reconciling-cancellations = Inclure les annulations
reconciling-checking = Vérification de ce qui peut être rapproché…
reconciling-nothing-why = Rien à rapprocher : il n’y a aucune somme non imputée, ou aucun article ouvert auquel l’imputer.
reconciling-to-create = { $reconciliations } à créer :
reconciling-count =
    { $count ->
        [one] { $count } rapprochement
       *[other] { $count } rapprochements
    }
reconciling-from = De
reconciling-to = À
reconciling-much = C’est beaucoup pour un seul compte : le rapprochement se fait en arrière-plan et peut prendre un certain temps.
reconciling-still-checking = Vérification de ce qui peut être rapproché.
reconciling-nothing = Rien à rapprocher.
reconciling-go = Rapprocher
reconciling-in-background = Le rapprochement se poursuit en arrière-plan.
reconciling-created =
    { $count ->
        [one] { $count } rapprochement créé.
       *[other] { $count } rapprochements créés.
    }
reconciling-progress = Voir la progression

## Reconcile all accounts

reconciling-all = Rapprocher tous les comptes
reconciling-kind-credits = Notes de crédit
reconciling-credits-are = Notes de crédit ayant un montant non imputé.
reconciling-kind-cancellations = Annulations
reconciling-cancellations-are = Crédits provenant d’articles annulés.
reconciling-started = Le rapprochement de tous les comptes a commencé.
reconciling-recommend = { $advice }, afin de voir ce qui a été rapproché : ouvrez un compte et choisissez Rapprocher le compte.
reconciling-advice = Nous recommandons de rapprocher un compte à la fois
reconciling-all-what = Le rapprochement de tous les comptes à la fois rapproche les paiements et dépôts non rapprochés avec les articles de facture non rapprochés, du plus ancien au plus récent et, dans une facture, du premier article au dernier. Il ne rapproche pas forcément une facture et un paiement du même jour : l’argent va d’abord à la plus ancienne facture non rapprochée.
reconciling-also = Inclure aussi
reconciling-starting = Démarrage…
reconciling-create =
    { $count ->
        [one] Créer { $count } rapprochement
       *[other] Créer { $count } rapprochements
    }
reconciling-accounts = Comptes
reconciling-both =
    { $count ->
        [one] { $count } compte a à la fois une somme non imputée et un montant dû
       *[other] { $count } comptes ont à la fois une somme non imputée et un montant dû
    }
reconciling-both-label = Comptes ayant une somme non imputée et un montant dû
reconciling-due = Dû
reconciling-most = Voici les comptes ayant le plus de sommes non imputées; il y en a d’autres.
reconciling-checking-all = Vérification de tous les comptes. Rien n’est encore enregistré…
reconciling-checking-label = Vérification de tous les comptes
reconciling-all-nothing = Rien à rapprocher : aucun compte n’a à la fois une somme non imputée et un article de facture ouvert.
reconciling-checked = Comptes vérifiés
reconciling-creates = Rapprochements à créer
reconciling-total = Montant total
reconciling-skipped =
    { $count ->
        [one] { $count } compte ne peut pas être rapproché et sera ignoré :
       *[other] { $count } comptes ne peuvent pas être rapprochés et seront ignorés :
    }
reconciling-skipped-first =
    { $count ->
        [one] { $count } compte ne peut pas être rapproché et sera ignoré, dont les { $shown } premiers :
       *[other] { $count } comptes ne peuvent pas être rapprochés et seront ignorés, dont les { $shown } premiers :
    }
reconciling-can-cancel = Vous pouvez l’arrêter en cours d’exécution et l’annuler par la suite.

## In the activity list

log-did-apply-suggestion = Suggestion acceptée
log-did-apply-suggestions = Suggestions acceptées
log-did-reconcile-account = Rapprochement du compte
log-did-reconcile-all-accounts = Rapprochement de tous les comptes
