"""What a station makes public, and what is still missing; stations that are legislative contact points."""
