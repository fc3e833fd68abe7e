"""Whom to invite, and how far a congress has come in inviting all."""
