"""What the regulations ask of whom, and where each stands: recomputed from the records, never counted up."""
