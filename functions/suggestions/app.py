"""The suggestions service: residents' opinions, deputies' suggestions, and those who handle them."""

import logging

from shared.web.service import Service

logging.getLogger("lianluo").setLevel(logging.INFO)
app = Service("suggestions")
