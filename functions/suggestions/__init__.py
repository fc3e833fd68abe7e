"""Opinions of residents and suggestions of deputies: from the first word to the rating of the reply."""
