"""Administrative divisions: the country's tree, as far as this system knows it."""
