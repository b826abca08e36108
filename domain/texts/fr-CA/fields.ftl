## From the server

metadata-too-many = Vous avez envoyé { $entries } entrées; au plus { $most } sont conservées. Retirez-en.
metadata-key-twice = La clé { $key } est indiquée deux fois. Indiquez chaque clé une seule fois.
field-empty = Ceci ne doit pas être vide.
field-too-long = Ceci compte { $length } caractères; au plus { $longest } sont conservés.
field-control-characters = Retirez les caractères de contrôle : ils ne peuvent pas être conservés.
email-invalid = { $text } n’est pas une adresse courriel, comme ann@example.org.
not-found = { $noun ->
    [account] Compte
    [api-token] Jeton d’API
    [authenticator-app] Application d’authentification
    [bank-account] Compte bancaire
    [bank-line] Ligne bancaire
    [batch] Lot
    [credit] Crédit
    [invoice] Facture
    [item] Article
    [job] Tâche
    [ledger-code] Code de grand livre
    [linked-identity] Identité liée
    [member] Membre
    [part-of-a-bank-line] Partie d’une ligne bancaire
    [passkey] Clé d’accès
    [payer] Payeur
    [payment] Paiement
    [planned-payment] Versement planifié
    [role] Rôle
    [session] Session
    [subscription] Abonnement
    [suggestion] Suggestion
    [transaction] Opération
    [user] Utilisateur
   *[webhook] Webhook
} introuvable. L’enregistrement a peut-être été annulé ou supprimé : cherchez de nouveau.
external-id-taken = Un autre enregistrement ({ $noun ->
    [account] compte
    [member] membre
    [ledgerCode] code de grand livre
    [transaction] opération
    [item] article
   *[plannedPayment] versement planifié
}) a déjà l’identifiant externe { $external_id }. Cherchez-le par cet identifiant.
list-and-more = { $more ->
    [one] { $listed } et { $more } autre
   *[other] { $listed } et { $more } autres
}
list-and = { $left } et { $right }
