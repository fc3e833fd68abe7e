"""The e-mail address of a person, once they have shown that it is theirs."""
