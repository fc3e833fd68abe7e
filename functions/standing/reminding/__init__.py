"""Reminding of what a rule asks for while there is still time: from the lists, to whoever can see to it."""
