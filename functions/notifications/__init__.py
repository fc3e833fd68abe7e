"""Messages to people: from a table's stream through the queue to their channels."""
