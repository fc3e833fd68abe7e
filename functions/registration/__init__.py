"""Registration: sign-in, divisions, stations, deputies, groups, members, units, rosters."""
