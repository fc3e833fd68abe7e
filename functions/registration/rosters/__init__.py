"""Rosters: files of stations, deputies, staff or units that an office uploads, and templates for them."""
