"""What a reply promised: until when, whether it came, and what the deputy says of it."""
