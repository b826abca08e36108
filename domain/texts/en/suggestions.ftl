suggestion-outdated = This suggestion is outdated: what is open has changed. Read the account's suggestions again.
suggestion-taken = An earlier row has taken what this suggestion needs. Read the account's suggestions again.
