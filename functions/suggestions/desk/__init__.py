"""What makes the work of those lighter who handle many cases: templates of answers, many at once, and one
timeline of all that happened to a case."""
