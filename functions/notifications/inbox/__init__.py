"""What one was told, over HTTP."""
