"""Reports that somebody refused to assist a deputy, obstructed the deputy's duty or retaliated for it."""
