"""Suggestions, criticisms and opinions of deputies (Deputies Law art. 24, 36, 51).

Drafted, signed by several, submitted, checked, handed over to units, replied to, rated, and handled again
where the deputy is not content.
"""
