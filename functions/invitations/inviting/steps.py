"""The jobs of invitations, by kind."""

from functions.invitations.activities import moving
from functions.invitations.inviting import following, selecting
from functions.invitations.jobs import Step

STEPS: dict[str, Step] = {
    moving.ANNOUNCED: following.announced,
    moving.CHANGED: following.changed,
    moving.CANCELLED: following.cancelled,
    selecting.KIND: selecting.step,
}
