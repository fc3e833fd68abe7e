"""The board of obligations: what no record proves is stated, with what shows it, for each period."""
