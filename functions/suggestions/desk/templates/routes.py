"""Templates of answers over HTTP."""

from dataclasses import replace

from functions.suggestions.desk.templates import schemas, store
from functions.suggestions.desk.templates.template import Template, filled, require_fillable
from functions.suggestions.opinions import store as opinions
from functions.suggestions.opinions.routing import HANDLERS
from functions.suggestions.tables import SuggestionItem
from shared.domain.roles import READERS
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.schemas import ScopeListing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Desk"


@routes.route(
    "/v1/answer-templates",
    methods=["POST"],
    summary="Keep a template of an answer",
    description="For the staff of the scope and of all scopes in it. In braces it can name `{receipt}`, "
    "`{unit}` and `{place}`, the place only of opinions that have a `subject`.",
    access=roles(HANDLERS, within="body:scope"),
    body=schemas.NewTemplate(),
    answer=schemas.TemplateAnswer(),
    status=201,
    idempotent=True,
    tag=_TAG,
)
def add_template(call: Call) -> Answer:
    body = call.body
    require_fillable(body["text"])
    made = Template(
        call.new_id("t"),
        body["scope"],
        body["name"],
        body["text"],
        call.caller.person,
        call.now,
        body.get("category"),
    )
    kept = store.create(made, call.mark)
    return Answer(kept, version=kept.version)


@routes.route(
    "/v1/answer-templates",
    summary="The templates that the staff of a scope can use",
    description="Those of the scope and of those above it: the nearest first, then by category and name.",
    access=roles(READERS, within="query:scope"),
    query=ScopeListing(),
    answer=schemas.TEMPLATE_PAGE,
    tag=_TAG,
)
def list_templates(call: Call) -> Page[Template]:
    return store.page(call.query["scope"], limit=call.query["limit"], cursor=call.query["cursor"])


@routes.route(
    "/v1/answer-templates/{template_id}",
    methods=["PATCH"],
    summary="Change a template",
    description="By the staff of its scope, or of one above. What was answered with it stays as it was.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.TemplateFields(),
    answer=schemas.TemplateAnswer(),
    if_match=True,
    refusals=("template_not_found",),
    tag=_TAG,
)
def change_template(call: Call, template_id: str) -> Answer:
    item = _own(call, template_id)
    after = replace(value_of(item, Template), **call.body, changed_by=call.caller.person, changed_at=call.now)
    require_fillable(after.text)
    kept = store.save(item, after, call.version)
    return Answer(kept, version=kept.version)


@routes.route(
    "/v1/answer-templates/{template_id}",
    methods=["DELETE"],
    summary="Remove a template",
    access=roles(HANDLERS, within="resource"),
    status=204,
    if_match=True,
    refusals=("template_not_found",),
    tag=_TAG,
)
def remove_template(call: Call, template_id: str) -> Answer:
    store.remove(_own(call, template_id), call.version)
    return Answer(None)


@routes.route(
    "/v1/opinions/{receipt}/filled",
    methods=["POST"],
    summary="See a template filled for an opinion",
    description="Nothing is sent: look at the text, change it, and answer with it. Refused where the opinion "
    "lacks what the template names.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.TemplateUsed(),
    answer=schemas.TemplateFilled(),
    refusals=("case_not_found", "template_not_found", "template_unfilled"),
    tag=_TAG,
)
def fill_template(call: Call, receipt: str) -> dict[str, str]:
    opinion = opinions.load(receipt).opinion
    call.caller.require_reach(HANDLERS, opinion.scope)
    return {"text": filled(value_of(store.load(call.body["template"]), Template), opinion)}


def _own(call: Call, template: str) -> SuggestionItem:
    item = store.load(template)
    call.caller.require_reach(HANDLERS, value_of(item, Template).scope)
    return item
