"""Until when somebody owes something in a case, by which rule, and when they are told of it."""
