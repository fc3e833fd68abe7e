"""How many: tallies of cases, kept ready by scope, month and kind; what is asked of them."""
