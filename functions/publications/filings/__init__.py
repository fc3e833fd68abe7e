"""Placements reported upward for the record, level by level."""
