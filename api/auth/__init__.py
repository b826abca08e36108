"""Authentication: API tokens, the page's session cookie, signing in and out."""
