## Dialogs

parts-cancel = Annuler
