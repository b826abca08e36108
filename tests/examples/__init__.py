"""Programs of partners, complete, which need nothing but Python. The suite runs each of them against a server."""
