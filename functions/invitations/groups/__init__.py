"""Deputy groups: plans of the year, and what the greater number of a group wishes."""
