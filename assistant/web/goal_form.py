"""The form for a goal of the tree: the fields, then a summary, and only then a button that saves.

Widgets and their texts; reading what was typed is the work of `goal_draft`, saving that of the tab.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.goals.levels import (
    LEVEL_NAMES,
    METRIC_KIND_NAMES,
    STATUS_NAMES,
    Goal,
    GoalStatus,
    Level,
    MetricKind,
    in_tree_order,
)
from assistant.web.chat import Updates, html_of
from assistant.web.following import followed_html
from assistant.web.goal_draft import DAYS, ENTRIES, entries_of
from assistant.web.wording import say

# The fields row by row; the text comes before them, notes and reason after them.
ROWS = (
    ("level", "status", "project"),
    ("parent", "owner"),
    ("metric", "metric_kind", "unit"),
    ("baseline", "target", "start", "end"),
    ("upkeep_until", "review"),
)
_CHOICES = ("level", "parent", "status", "metric_kind")
_SHOWN_LETTERS = 70


class GoalForm:
    """The widgets; `fields` are those to read, by name, `reason` is asked for a change alone."""

    def __init__(self, projects: Sequence[str], language: str) -> None:
        self.fields: dict[str, gr.components.Component] = {}
        with gr.Column(visible=False, elem_classes="goal-form", elem_id="goal-form") as self.column:
            self.heading = followed_html("form-heading")
            with gr.Column(elem_classes="form-fields") as self.page:
                self._build(projects, language)
                self.problems = html_of("form-problems", "")
                with gr.Row(elem_classes="form-buttons"):
                    self.next = gr.Button(say("form.next", language), variant="primary", elem_id="form-next")
                    self.cancel = gr.Button(say("form.cancel", language), elem_id="form-cancel", elem_classes="quiet")
            with gr.Column(visible=False, elem_classes="form-summary") as self.summary_page:
                self.summary = html_of("form-summary", "")
                with gr.Row(elem_classes="form-buttons"):
                    self.confirm = gr.Button("", variant="primary", elem_id="form-confirm")
                    self.back = gr.Button(say("form.back", language), elem_id="form-back", elem_classes="quiet")

    def _build(self, projects: Sequence[str], language: str) -> None:
        self.fields["text"] = gr.Textbox(
            "", label=say("form.text", language), lines=2, max_lines=6, elem_id="form-text"
        )
        for row in ROWS:
            with gr.Row(elem_classes="form-row"):
                for name in row:
                    self.fields[name] = _field(name, projects, language)
        self.fields["notes"] = gr.Textbox("", label=say("form.notes", language), max_lines=4, elem_id="form-notes")
        self.reason = gr.Textbox("", label=say("form.reason", language), elem_id="form-reason", visible=False)

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

    def opened(self, goal: Goal, goals: Sequence[Goal], language: str, *, reason: str = "") -> Updates:
        """The form filled with a goal; one with a number is changed, for a `reason`, one without is new."""
        entries = entries_of(goal, language)
        updates: Updates = {self.fields[name]: gr.update(value=entries[name]) for name in ENTRIES}
        updates[self.fields["parent"]] = gr.update(choices=parents(goals, goal, language), value=entries["parent"])
        return updates | {
            self.column: gr.update(visible=True),
            self.heading: heading_html(goal, language),
            self.page: gr.update(visible=True),
            self.summary_page: gr.update(visible=False),
            self.problems: "",
            self.reason: gr.update(value=reason, visible=goal.id is not None),
            self.confirm: gr.update(value=say(_confirm(goal), language)),
        }

    def closed(self) -> Updates:
        """The form put away."""
        return {self.column: gr.update(visible=False)}

    def summarised(self, html: str) -> Updates:
        """The summary instead of the fields."""
        return {
            self.page: gr.update(visible=False),
            self.summary_page: gr.update(visible=True),
            self.summary: html,
            self.problems: "",
        }

    def fields_again(self) -> Updates:
        """Back from the summary; what was typed is still there."""
        return {self.page: gr.update(visible=True), self.summary_page: gr.update(visible=False)}

    def words(self, draft: Goal | None, language: str) -> Updates:
        """All texts of the form; what was typed stays."""
        updates: Updates = {
            self.fields[name]: gr.update(label=say(f"form.{name}", language), **_choices(name, language))
            for name in ENTRIES
        }
        updates |= {self.fields[name]: gr.update(**_day_field(name, language)) for name in DAYS}
        return updates | {
            self.reason: gr.update(label=say("form.reason", language)),
            self.heading: heading_html(draft, language) if draft else "",
            self.next: gr.update(value=say("form.next", language)),
            self.cancel: gr.update(value=say("form.cancel", language)),
            self.back: gr.update(value=say("form.back", language)),
            self.confirm: gr.update(value=say(_confirm(draft), language) if draft else ""),
        }


def _confirm(goal: Goal) -> str:
    return "form.confirm_new" if goal.id is None else "form.confirm_edit"


def _field(name: str, projects: Sequence[str], language: str) -> gr.components.Component:
    label, place = say(f"form.{name}", language), f"form-{name.replace('_', '-')}"
    if name == "project":
        return gr.Dropdown(list(projects), value="", label=label, allow_custom_value=True, elem_id=place, min_width=120)
    if name in _CHOICES:
        choices = _choices(name, language).get("choices", [])
        return gr.Dropdown(choices, value=None, label=label, elem_id=place, min_width=120)
    if name in DAYS:
        return gr.Textbox("", **_day_field(name, language), max_lines=1, elem_id=place, min_width=90)
    return gr.Textbox("", label=label, max_lines=1, elem_id=place, min_width=90)


def _day_field(name: str, language: str) -> dict[str, Any]:
    return {"label": say(f"form.{name}", language), "placeholder": say("form.day_example", language)}


def _choices(name: str, language: str) -> dict[str, Any]:
    """The choices of a field that has fixed ones."""
    if name == "level":
        return {"choices": [(LEVEL_NAMES[level][language], str(level)) for level in Level]}
    if name == "status":
        return {"choices": [(STATUS_NAMES[status][language], str(status)) for status in GoalStatus]}
    if name == "metric_kind":
        return {"choices": [(metric_kind_name(kind, language), str(kind)) for kind in MetricKind]}
    return {}


def metric_kind_name(kind: MetricKind, language: str) -> str:
    """What a kind of metric is called; an open one has a name, too."""
    return METRIC_KIND_NAMES[kind][language] or say("form.metric_kind_open", language)


def parents(goals: Sequence[Goal], goal: Goal, language: str) -> list[tuple[str, str]]:
    """The goals that may stand above, as the tree shows them."""
    none = (say("form.no_parent", language), "")
    others = [(other, depth) for other, depth in in_tree_order(goals) if other.id != goal.id]
    return [none, *((_choice(other, depth, language), str(other.id)) for other, depth in others)]


def _choice(goal: Goal, depth: int, language: str) -> str:
    text = " ".join(goal.text.split())
    shown = text if len(text) <= _SHOWN_LETTERS else text[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " …"
    return f"{'· ' * depth}{goal.id} {LEVEL_NAMES[goal.level][language]}: {shown}"


def heading_html(goal: Goal, language: str) -> str:
    """What the form is for."""
    title = say("form.new", language) if goal.id is None else say("form.edit", language, n=goal.id)
    return (
        f'<h2 tabindex="-1" data-follow="form-{goal.id}">{title}</h2><p class="hint">{say("form.intro", language)}</p>'
    )


def problems_html(texts: Sequence[str]) -> str:
    """What is to be put right in the form."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<div class="notice" role="alert"><ul>{items}</ul></div>'
