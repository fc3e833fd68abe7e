"""One folder per microservice; none imports another. Every handler's start comes through here.

What a cold start makes, it keeps: modules, classes, schemas. To look through it for garbage, dozens of times
while it is made, frees nothing, so the collector waits for a hundred thousand new objects. From then on it
looks soon at all there are (after 5 rounds, after 2 of these): a workbook is a ring of objects.
What they log for operators is of the level INFO.

urllib3 comes first, from here, where the stack is low: it compiles large patterns while it is imported. Where
a loop's calls lie across the end of a piece of Python's stack (16 KB), 3.11 maps a new piece at each call and
unmaps it at the return: deep in a chain of imports that made thousands, and a sixth of a cold start.
"""

import gc
import logging

gc.set_threshold(100_000, 5, 2)

import urllib3  # noqa: E402, F401

logging.getLogger("lianluo").setLevel(logging.INFO)
