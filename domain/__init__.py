"""What billing is: rules, tables, reads and writes. No GraphQL, no HTTP."""
