"""Who is short of which rule, kept ready to be listed: written anew, whole, when something has changed."""
