"""From residents' opinions to the suggestion that grew from them, its replies, and back to the residents."""
