"""The words of what organs make known: bulletins and documents."""

from functions.notifications.texts.words import Words
from shared.domain.notices import NoticeKind as Kind

WORDS: dict[str, Words] = {
    Kind.DOCUMENT_PUBLISHED: Words(
        ("资料送达", "A document for you"),
        zh=(("{name}向您送达“{title}”，请查阅。", "“{title}”已送达，请查阅。", "有一份资料送达，请查阅。"),),
        en=(
            (
                "{name} sends you “{title}”: please read it.",
                "“{title}” is there for you to read.",
                "A document is there for you to read.",
            ),
        ),
    ),
    Kind.DOCUMENT_REVISED: Words(
        ("资料更新", "A document was revised"),
        zh=(
            ("“{title}”有新的版本，请查阅。", "您收到的一份资料有新的版本，请查阅。"),
            "更新内容：{reason}。",
        ),
        en=(
            (
                "There is a new version of “{title}”: please read it.",
                "There is a new version of a document that you were sent.",
            ),
            "What is new: {reason}.",
        ),
    ),
    Kind.DOCUMENT_WITHDRAWN: Words(
        ("资料撤回", "A document was withdrawn"),
        zh=(
            ("“{title}”已撤回，请勿再引用。", "您收到的一份资料已撤回。"),
            "原因：{reason}。",
        ),
        en=(
            (
                "“{title}” was withdrawn: please do not cite it any more.",
                "A document that you were sent was withdrawn.",
            ),
            "Reason: {reason}.",
        ),
    ),
}
"""By kind of notice."""
