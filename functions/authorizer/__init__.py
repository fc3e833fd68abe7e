"""Token to caller, for the gateway."""
