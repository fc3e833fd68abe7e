"""Activities from the draft to the close."""
