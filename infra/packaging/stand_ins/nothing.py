"""Stands for a module of a library that is imported and not used."""
