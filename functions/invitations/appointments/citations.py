"""The schema of what :mod:`functions.invitations.appointments.citing` says."""

from marshmallow import fields

from shared.web.citations import RuleCited


class WayAnswer(RuleCited):
    """What is to be done by a rule: the acts in order, by whom, to whom and through whom."""

    act = fields.List(fields.String(), metadata={"example": ["联系安排约见"]})
    by = fields.String(allow_none=True, metadata={"example": "常务委员会"})
    to = fields.List(fields.String(), metadata={"example": ["国家机关负责人"]})
    via = fields.List(fields.String(), metadata={"example": []})
    in_name_of = fields.String(allow_none=True, metadata={"example": None})
