"""Supervision of the handling of suggestions (Deputies Law art. 52): key ones that a meeting chooses, reports
on progress that are demanded, visits, and what is brought before those above."""
