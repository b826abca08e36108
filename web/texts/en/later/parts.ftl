## Dialogs

parts-cancel = Cancel
