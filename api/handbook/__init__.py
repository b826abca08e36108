"""The handbook of ``web/help/`` as pages of the server, below ``/help``."""
