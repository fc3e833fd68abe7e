"""How a photo comes to an opinion: asked for, sent to the bucket, taken by what has come."""

from datetime import datetime

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.opinions import limits, store
from functions.suggestions.opinions.opinion import (
    KIND,
    MOST_PHOTOS,
    RESIDENT,
    Happened,
    Opinion,
    Photo,
    then,
)
from functions.suggestions.opinions.photos import files, images
from shared.domain.errors import Refusal
from shared.store.objects import Form
from shared.store.writing import commit


def ask(receipt: str, secret: str, photo: str, media_type: str, now: datetime) -> Form:
    """The form by which the holder of the receipt sends a photo. Raises ``receipt_wrong``, ``limit_reached``,
    ``too_many_requests``. Two calls."""
    opinion = store.follow(receipt, secret).opinion
    _require_room(opinion)
    commit(limits.counted(limits.PHOTOS, opinion.id, now))
    return files.form(opinion.id, photo, media_type)


def arrived(receipt: str, secret: str, photo: str, now: datetime) -> Photo:
    """The photo as it is kept: whatever was said, it is what its bytes are, and holds the picture alone. What
    was sent is removed, also where it is no picture.

    Told again it makes nothing new. Raises ``receipt_wrong``, ``photo_not_sent``, ``photo_invalid``,
    ``limit_reached``, ``stale_version``. Two calls.
    """
    found = store.follow(receipt, secret)
    opinion = found.opinion
    known = next((one for one in opinion.photos if one.id == photo), None)
    if known is not None:
        return known
    _require_room(opinion)
    sent = files.read(opinion.id, photo)
    if sent is None:
        raise Refusal("photo_not_sent")
    data, version = sent
    try:
        media_type, picture = images.cleaned(data)
    except Refusal:
        files.forget(opinion.id, photo, version)
        raise
    held = files.keep(opinion.id, photo, picture, media_type)
    made = Photo(photo, media_type, len(picture))
    entry = Entry(Happened.PHOTO_ADDED, RESIDENT, now, data={"photo": photo})
    after, entry = then(opinion, entry, photos=(*opinion.photos, made))
    try:
        cases.change(KIND, found.item, after, [entry], store.shown)
    except Refusal:
        files.drop(opinion.id, photo, held)
        raise
    files.forget(opinion.id, photo, version)
    return made


def find(opinion: Opinion, photo: str) -> Photo:
    """A photo of the opinion; raises ``photo_not_found``."""
    found = next((one for one in opinion.photos if one.id == photo), None)
    if found is None:
        raise Refusal("photo_not_found")
    return found


def _require_room(opinion: Opinion) -> None:
    if len(opinion.photos) >= MOST_PHOTOS:
        raise Refusal("limit_reached", limit=MOST_PHOTOS)
