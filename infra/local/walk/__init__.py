"""The main job, step by step over HTTP: what is sent, what comes back, and why it is so.

Every step checks its answer; the walk ends with an exception where one is not as it must be.
"""

from infra.local.stack import LocalStack
from infra.local.walk import appointment, opinion, publication, reminder, shenzhen, shortfalls, sitting
from infra.local.walk.meeting import Meeting
from infra.local.walk.steps import Say, Steps
from infra.local.walk.suggestion import Course
from infra.local.walk.visit import Visit
from infra.sample.load import Loaded


def walk(stack: LocalStack, loaded: Loaded, say: Say) -> None:
    """All chapters in order."""
    steps = Steps(stack, loaded, say)
    visit = Visit(steps)
    visit.go()
    shenzhen.visit(steps)
    shenzhen.what_if(steps)
    shortfalls.show(steps, visit)
    meeting = Meeting(steps)
    meeting.prepare()
    sitting.hold(steps, meeting)
    reminder.show(steps)
    appointment.show(steps)
    opinion.show(steps)
    Course(steps).go()
    publication.show(steps)
