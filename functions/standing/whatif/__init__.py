"""What if: a draft regulation run over what was really recorded. Reads only."""
