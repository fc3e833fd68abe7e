"""Deputies: registered, changed, placed in stations; their mandates, cards and history."""
