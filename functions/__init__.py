"""One folder per microservice; none imports another. Every handler's start comes through here.

What a cold start makes, it keeps: modules, classes, schemas. To look through it for garbage, dozens of times
while it is made, frees nothing, so the collector waits for a hundred thousand new objects. From then on it
looks soon at all there are (after 5 rounds, after 2 of these): a workbook is a ring of objects.
What they log for operators is of the level INFO.
"""

import gc
import logging

gc.set_threshold(100_000, 5, 2)
logging.getLogger("lianluo").setLevel(logging.INFO)
