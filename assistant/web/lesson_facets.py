"""Renders the facets of the lessons as safe HTML: what may be chosen with counts, what is chosen, and what excludes.

It only lays out what is handed in; counting is the work of `lessons.facets`.
"""

from collections.abc import Mapping
from html import escape

from assistant.learning import LessonsFound
from assistant.lessons.facets import NAMES, Facets
from assistant.lessons.subjects import PHASES, TOPICS
from assistant.passages import Kind
from assistant.web.wording import kind_name, number, say

# Values of a facet shown at once; the others are folded away.
AT_ONCE = 6
# Values drawn at most: a search finds what stands behind them.
MOST_VALUES = 60


def value_name(name: str, value: str, language: str) -> str:
    """What a value of a facet is called."""
    if name == "kind" and value in list(Kind):
        return kind_name(Kind(value), language)
    if name == "language" and value in ("de", "en"):
        return say(f"language.{value}", language)
    subject = {"phase": PHASES, "topic": TOPICS}.get(name, {}).get(value)
    return subject[language] if subject else value


def chosen_values(chosen: Facets) -> list[tuple[str, str]]:
    """The facets chosen, each with its value."""
    return [(name, value) for name in NAMES if (value := getattr(chosen, name)) is not None]


def facets_html(found: LessonsFound | None, chosen: Facets, language: str, *, unfolded: bool) -> str:
    """All facets with their values and counts; on a narrow screen they are folded unless `unfolded`."""
    if found is None:
        return ""
    groups = "".join(_group(name, found.counts.get(name, {}), getattr(chosen, name), language) for name in NAMES)
    if not groups:
        return ""
    state = "true" if unfolded else "false"
    return (
        f'<div class="facets" data-open="{state}"><button type="button" class="quiet unfold" data-action="unfold" '
        f'aria-expanded="{state}">{escape(say("lessons.facets", language))}</button>'
        f'<div class="groups" role="group" aria-label="{escape(say("lessons.facets", language))}">{groups}</div></div>'
    )


def _group(name: str, counts: Mapping[str, int], chosen: str | None, language: str) -> str:
    values = list(counts.items())[:MOST_VALUES]
    if chosen is not None and chosen not in counts:
        values.insert(0, (chosen, 0))
    if not values:
        return ""
    # What is chosen must not hide in a fold.
    values.sort(key=lambda item: item[0] != chosen)
    items = [_value(name, value, count, language, pressed=value == chosen) for value, count in values]
    more = ""
    if len(items) > AT_ONCE + 1:
        label = say("lessons.more_values", language, n=len(items) - AT_ONCE)
        rest = "".join(items[AT_ONCE:])
        more = f"<li><details><summary>{escape(label)}</summary><ul>{rest}</ul></details></li>"
        items = items[:AT_ONCE]
    title = escape(say(f"lessons.facet.{name}", language))
    return f'<section class="facet"><h3>{title}</h3><ul>{"".join(items)}{more}</ul></section>'


def _value(name: str, value: str, count: int, language: str, *, pressed: bool) -> str:
    text = escape(value_name(name, value, language))
    mark = '<span class="tick" aria-hidden="true">✓</span> ' if pressed else ""
    return (
        f'<li><button type="button" class="value" data-action="facet" data-facet="{name}" data-value="{escape(value)}" '
        f'aria-pressed="{"true" if pressed else "false"}"><span class="name">{mark}{text}</span>'
        f'<span class="count">{number(count, language)}</span></button></li>'
    )


def chips_html(chosen: Facets, language: str) -> str:
    """What is chosen, each with a button that takes it back."""
    values = chosen_values(chosen)
    chips = "".join(_chip(name, value, language) for name, value in values)
    every = say("lessons.clear", language)
    clear = f'<button type="button" class="quiet" data-action="clear">{escape(every)}</button>'
    label = escape(say("lessons.chosen", language))
    return f'<p class="chosen" role="group" aria-label="{label}">{chips}{clear if len(values) > 1 else ""}</p>'


def _chip(name: str, value: str, language: str) -> str:
    text = f"{say(f'lessons.facet.{name}', language)}: {value_name(name, value, language)}"
    label = escape(say("lessons.remove", language, choice=text))
    return (
        f'<button type="button" class="chosen-facet" data-action="facet" data-facet="{name}" '
        f'data-value="{escape(value)}" aria-label="{label}" title="{label}">{escape(text)} '
        '<span aria-hidden="true">×</span></button>'
    )


def nothing_html(found: LessonsFound, chosen: Facets, language: str) -> str:
    """Why nothing was found: an empty knowledge base, a choice that excludes everything, or no words that fit."""
    excluding = [(name, value) for name, value in chosen_values(chosen) if found.counts.get(name)]
    if excluding:
        lines = "".join(_excluding(name, value, language) for name, value in excluding)
        return f'<div class="nothing"><p>{escape(say("lessons.excluded", language))}</p><ul>{lines}</ul></div>'
    # Nothing even without one of the choices.
    if len(chosen_values(chosen)) > 1:
        clear = escape(say("lessons.clear", language))
        return (
            f'<div class="nothing"><p>{escape(say("lessons.excluded_together", language))}</p>'
            f'<button type="button" class="take" data-action="clear">{clear}</button></div>'
        )
    name = "lessons.no_hit" if found.query else "lessons.empty"
    ways = "" if found.query else f"<ul>{''.join(f'<li>{escape(say(way, language))}</li>' for way in _WAYS)}</ul>"
    return f'<div class="nothing"><p>{escape(say(name, language))}</p>{ways}</div>'


_WAYS = ("lessons.empty_upload", "lessons.empty_folder", "lessons.empty_capture", "lessons.empty_candidates")


def _excluding(name: str, value: str, language: str) -> str:
    choice = f"{say(f'lessons.facet.{name}', language)}: {value_name(name, value, language)}"
    return (
        f"<li>{escape(say('lessons.excluding', language, choice=choice))} "
        f'<button type="button" class="take" data-action="facet" data-facet="{name}" data-value="{escape(value)}">'
        f"{escape(say('lessons.lift', language))}</button></li>"
    )
