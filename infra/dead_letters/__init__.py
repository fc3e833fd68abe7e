"""What was given up, in the operator's hands: listed, shown, sent again, dropped."""
