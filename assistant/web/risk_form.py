"""The form for a risk of the register: the fields, then a summary, and only then a button that saves.

Widgets and their texts; reading what was typed is the work of `risk_draft`, saving that of the tab.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.risks.register import CATEGORY_NAMES, STATUS_NAMES, STEPS, Category, Risk, RiskStatus, reference
from assistant.web.chat import Updates, html_of
from assistant.web.following import followed_html
from assistant.web.risk_draft import ENTRIES, LISTS, Unreadable, entries_of
from assistant.web.risk_facts import DAYS, LinkNames, field_name
from assistant.web.risk_facts import STEPS as STEP_FIELDS
from assistant.web.wording import counted, say

# The fields row by row.
ROWS = (
    ("text",),
    ("event",),
    ("cause",),
    ("effect",),
    ("likelihood", "impact"),
    ("measure",),
    ("residual_likelihood", "residual_impact"),
    ("trigger",),
    ("owner", "status"),
    ("review", "committee"),
    ("category", "project"),
    ("goals",),
    ("lessons",),
    ("source",),
    ("notes",),
)
# Fields of several lines.
_LONG = ("event", "cause", "effect", "measure", "trigger", "source", "notes")
_FIXED = ("category", "status", *STEP_FIELDS)
_SHOWN_LETTERS = 70


@dataclass(frozen=True)
class Choices:
    """What the form offers to choose from: projects, and the goals and lessons to link to."""

    projects: Sequence[str] = ()
    links: LinkNames = LinkNames()


class RiskForm:
    """The widgets; `fields` are those to read, by name, `reason` is asked for a change alone."""

    def __init__(self, language: str) -> None:
        self.fields: dict[str, gr.components.Component] = {}
        with gr.Column(visible=False, elem_classes="goal-form risk-form", elem_id="risk-form") as self.column:
            self.heading = followed_html("risk-form-heading")
            with gr.Column(elem_classes="form-fields") as self.page:
                for row in ROWS:
                    with gr.Row(elem_classes="form-row"):
                        for name in row:
                            self.fields[name] = _field(name, language)
                self.reason = gr.Textbox("", **_label("reason", language), elem_id="risk-reason", visible=False)
                self.problems = html_of("risk-problems", "")
                with gr.Row(elem_classes="form-buttons"):
                    self.next = gr.Button(say("riskform.next", language), variant="primary", elem_id="risk-next")
                    self.cancel = gr.Button(
                        say("riskform.cancel", language), elem_id="risk-cancel", elem_classes="quiet"
                    )
            with gr.Column(visible=False, elem_classes="form-summary") as self.summary_page:
                self.summary = followed_html("risk-summary")
                with gr.Row(elem_classes="form-buttons"):
                    self.confirm = gr.Button("", variant="primary", elem_id="risk-confirm")
                    self.back = gr.Button(say("riskform.back", language), elem_id="risk-back", elem_classes="quiet")

    @property
    def inputs(self) -> list[gr.components.Component]:
        """The widgets in the order of ENTRIES, then the reason."""
        return [*(self.fields[name] for name in ENTRIES), self.reason]

    @property
    def outputs(self) -> list[gr.components.Component]:
        """All that the form's own events change."""
        pages = [self.column, self.heading, self.page, self.problems, self.summary_page, self.summary, self.confirm]
        return [*pages, *self.inputs]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [*self.outputs, self.next, self.cancel, self.back]

    def opened(self, risk: Risk, choices: Choices, language: str) -> Updates:
        """The form filled with a risk; one with a number is changed, one without is new."""
        entries = entries_of(risk, language)
        updates: Updates = {
            self.fields[name]: gr.update(value=entries[name] or None if name in _FIXED else entries[name], info=None)
            for name in ENTRIES
        }
        offered = {
            "project": list(choices.projects),
            "goals": _linked(risk, "goals", choices.links, language),
            "lessons": _linked(risk, "lessons", choices.links, language),
        }
        for name, values in offered.items():
            updates[self.fields[name]] |= {"choices": [v if isinstance(v, tuple) else (v, v) for v in values]}
        updates[self.fields["category"]]["value"] = entries["category"]
        return updates | {
            self.column: gr.update(visible=True),
            self.heading: heading_html(risk, language),
            self.page: gr.update(visible=True),
            self.summary_page: gr.update(visible=False),
            self.summary: "",
            self.problems: "",
            self.reason: gr.update(value="", visible=risk.id is not None, info=None),
            self.confirm: gr.update(value=say(_confirm(risk), language)),
        }

    def closed(self) -> Updates:
        """The form put away."""
        return {self.column: gr.update(visible=False), self.heading: "", self.summary: ""}

    def refused(self, found: Unreadable, language: str) -> Updates:
        """What is to be put right, beside each field and in one line above the buttons; what was typed stays."""
        updates: Updates = {
            widget: gr.update(info=found.problems.get(name))
            for name, widget in (*self.fields.items(), ("reason", self.reason))
        }
        return updates | {self.problems: problems_html(found, language)}

    def summarised(self, html: str) -> Updates:
        """The summary instead of the fields."""
        updates: Updates = {widget: gr.update(info=None) for widget in self.inputs}
        return updates | {
            self.page: gr.update(visible=False),
            self.summary_page: gr.update(visible=True),
            self.summary: html,
            self.problems: "",
        }

    def fields_again(self) -> Updates:
        """Back from the summary; what was typed is still there."""
        return {self.page: gr.update(visible=True), self.summary_page: gr.update(visible=False), self.summary: ""}

    def words(self, draft: Risk | None, language: str) -> Updates:
        """All texts of the form; what was typed stays."""
        updates: Updates = {
            self.fields[name]: gr.update(**_label(name, language), **_choices(name, language), info=None)
            for name in ENTRIES
        }
        return updates | {
            self.reason: gr.update(**_label("reason", language), info=None),
            self.heading: heading_html(draft, language) if draft else "",
            self.problems: "",
            self.next: gr.update(value=say("riskform.next", language)),
            self.cancel: gr.update(value=say("riskform.cancel", language)),
            self.back: gr.update(value=say("riskform.back", language)),
            self.confirm: gr.update(value=say(_confirm(draft), language) if draft else ""),
        }


def _confirm(risk: Risk) -> str:
    return "riskform.confirm_new" if risk.id is None else "riskform.confirm_edit"


def _field(name: str, language: str) -> gr.components.Component:
    place, label = f"risk-{name.replace('_', '-')}", _label(name, language)
    if name in LISTS:
        # A lesson may also be named that is not among those offered.
        free = name == "lessons"
        return gr.Dropdown([], value=[], multiselect=True, allow_custom_value=free, **label, elem_id=place)
    if name == "project" or name in _FIXED:
        # Steps may be typed; what is none is refused with the reason.
        typed = name == "project" or name in STEP_FIELDS
        options: dict[str, Any] = {"allow_custom_value": typed, "elem_id": place, "min_width": 110, **label}
        return gr.Dropdown(**_choices(name, language), value=None, **options)
    lines = {"lines": 2, "max_lines": 8} if name in _LONG else {"max_lines": 1}
    return gr.Textbox("", **label, **lines, elem_id=place, min_width=110)


def _label(name: str, language: str) -> dict[str, Any]:
    label: dict[str, Any] = {"label": say(f"riskform.{name}", language)}
    return label | ({"placeholder": say("riskform.day_example", language)} if name in DAYS else {})


def _choices(name: str, language: str) -> dict[str, Any]:
    """The choices of a field that has fixed ones."""
    if name == "category":
        none = say("riskform.no_category", language)
        return {"choices": [(CATEGORY_NAMES[category][language] or none, str(category)) for category in Category]}
    if name == "status":
        return {"choices": [(STATUS_NAMES[status][language], str(status)) for status in RiskStatus]}
    if name in STEP_FIELDS:
        scale = name.removeprefix("residual_")
        return {"choices": [(f"{step} – {say(f'riskform.{scale}.{step}', language)}", str(step)) for step in STEPS]}
    return {}


def _linked(risk: Risk, name: str, links: LinkNames, language: str) -> list[tuple[str, str]]:
    """What can be linked to, and what is linked already, also where it is gone."""
    if name == "goals":
        goals = dict.fromkeys((*links.goals, *risk.goals))
        return [(_cut(links.goal(number, language)), str(number)) for number in goals]
    lessons = dict.fromkeys((*links.lessons, *risk.lessons))
    return [(_cut(links.lesson(document, language)), document) for document in lessons]


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else text[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " …"


def heading_html(risk: Risk, language: str) -> str:
    """What the form is for."""
    if risk.id is not None:
        title = say("riskform.edit", language, name=reference(risk))
    else:
        title = say("riskform.draft" if risk.text else "riskform.new", language)
    place = f"risk-form-{risk.id} {risk.text}"
    intro = escape(say("riskform.intro", language))
    return f'<h2 tabindex="-1" data-follow="{escape(place)}">{escape(title)}</h2><p class="hint">{intro}</p>'


def problems_html(found: Unreadable, language: str) -> str:
    """Which fields of the form are to be put right; each says itself what is wrong."""
    names: Mapping[str, str] = {
        name: say("riskform.reason", language) if name == "reason" else field_name(name, language)
        for name in found.problems
    }
    text = counted("riskform.wrong", len(names), language, fields=", ".join(names.values()))
    return f'<div class="notice" role="alert">{escape(text)}</div>'
