"""Sign-in by phone and one-time code; access and refresh tokens."""
