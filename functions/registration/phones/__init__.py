"""A person's phone, when it changes hands: moved to another number, or released."""
