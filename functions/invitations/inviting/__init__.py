"""Invitations: who is asked to an activity, what they answer, who finds a seat, who has leave."""
