"""The article on which a notice rests, by the title of its instrument."""

from dataclasses import dataclass

from functions.notifications.texts.words import Language


@dataclass(frozen=True, slots=True)
class Citation:
    """``words``: 《商丘市人大代表联络站工作条例》第十三条."""

    instrument: str
    article: str
    words: str


def cite(instrument: str | None, article: str | None, language: Language) -> Citation | None:
    """The article of the newest version of an instrument; ``None`` for one that is not known."""
    if instrument is None or article is None:
        return None
    # Read when first needed: most notices rest on no article.
    from shared.regulations.library import library
    from shared.regulations.sentences import article as in_words

    found = library().instrument(instrument)
    if found is None:
        return None
    zh, en = in_words(article)
    words = f"{found.title_en}, {en}" if language == "en" else f"《{found.title}》{zh}"
    return Citation(instrument, article, words)
