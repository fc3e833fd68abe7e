"""The rules by which this deployment lives: the packs of the package, and the drafts that it adopts."""

from shared.regulations.adopting import NONE, adoptions
from shared.regulations.library import Library, library
from shared.store.settings import Setting, optional


def packs() -> Library:
    """The packs, with the drafts in force that ``ADOPTED_DRAFTS`` names."""
    return library(adoptions(optional(Setting.ADOPTED_DRAFTS, NONE)))
