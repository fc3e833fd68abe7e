"""Members of standing committees and the grassroots deputies they are linked with."""
