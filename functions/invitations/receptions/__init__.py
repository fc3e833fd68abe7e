"""Reception days: the days that the rules name, who receives, who comes, what was said."""
