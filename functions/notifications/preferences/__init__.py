"""What each person wants to be told, by which channel, when and in which language."""
