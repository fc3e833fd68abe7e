"""Consultations on drafts and questions to the public at stations: asked, commented, summed up, answered."""
