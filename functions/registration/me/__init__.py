"""What the caller is to this system."""
