"""GraphQL over HTTP: how requests are read, limited and answered."""
