"""Opinions of residents: brought, sorted, handed on by the rules of the place, answered."""
