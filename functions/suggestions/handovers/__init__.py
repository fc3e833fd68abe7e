"""Hand-overs: who has a case in hand, in what role, and what they owe until when."""
