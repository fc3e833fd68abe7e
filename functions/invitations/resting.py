"""The article on which a notice rests, in its data: the texts cite it."""

from shared.regulations.rules import Part


def rests_on(part: Part | None) -> dict[str, str]:
    """What a notice's data says of the rule that asks for what it tells; nothing where none does."""
    return {} if part is None else {"instrument": part.instrument, "article": part.article}
