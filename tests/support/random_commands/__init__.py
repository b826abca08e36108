"""Level: the GraphQL API. Random commands: what is drawn (a file a noun), who sends it, and whole books of it."""
