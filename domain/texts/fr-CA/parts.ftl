## Dialogs

parts-cancel = Annuler
parts-close = Fermer
parts-go-back = Retour
parts-saving = Enregistrement…
parts-discard-title = Abandonner ce que vous avez saisi?
parts-discard-text = Ce n’est pas encore enregistré.
parts-discard = Abandonner
parts-keep-editing = Continuer la saisie
parts-optional = (facultatif)
parts-field-of = { $label } : { $of }

## Messages after a change

parts-quoted = « { $text } »
parts-press-to-undo = Appuyez sur { $key } pour annuler.
parts-last-change = la dernière modification
parts-undo = Annuler
parts-undo-what = Annuler : { $what }
parts-undo-question = Annuler ceci : { $what }?
parts-keep = Conserver
parts-undo-withdraws = Ce qui avait été enregistré est retiré pour de bon. Pour le ravoir, enregistrez-le ou importez-le de nouveau.
parts-undo-last-text = Ceci annule votre dernière modification.
parts-undone = Annulé : { $what }
parts-undoing = Annulation compte par compte.
parts-view-progress = Voir la progression
parts-undone-others = Annulé dans les autres comptes.
parts-not-undone-title = Pas annulé dans tous les comptes
parts-not-undone-text = Ceux-ci restent tels quels. Annulez le reste dans Activité une fois l’obstacle levé.
parts-to-most-recent = Aller à la plus récente
parts-to-change = Aller à cette modification
parts-dismiss = Fermer le message
parts-key-continue = Poursuivre avec la dernière opération enregistrée
parts-key-undo = Annuler la modification qui vient d’être faite
parts-key-undo-last = Annuler la dernière modification

## A token that is shown once

parts-token = Jeton : { $name }
parts-copy-token = Copiez le jeton maintenant. Il ne sera plus affiché.
parts-only-hash = Seule son empreinte est conservée.
parts-send-as = Envoyez-le ainsi : { $header }
parts-token-lost = Le secret a été créé, mais la réponse s’est perdue. Remplacez le secret du jeton pour en obtenir un autre.
parts-copy = Copier
parts-copied = Copié.
parts-copy-blocked = Votre navigateur a empêché la copie. Sélectionnez le secret et copiez-le à la main.
parts-done = Terminé
