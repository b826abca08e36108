"""Long work: importing files, reconciling all accounts, verifying."""
