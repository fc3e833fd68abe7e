"""Bulletins and documents: issued by an organ, in versions, told to an audience, read or not."""
