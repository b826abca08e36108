"""How the world talks to billing: GraphQL over HTTP, the command line, files. Thin: guard, convert, call, wrap."""
