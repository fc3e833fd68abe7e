"""What assessment schemes give stations: scores, their sum, and the order that it puts stations in."""
