"""The facets of the lessons as HTML."""

import pytest

from assistant.learning import LessonsFound
from assistant.lessons.facets import ONLY_LESSONS, Facets
from assistant.web.lesson_facets import AT_ONCE, chips_html, facets_html, nothing_html, value_name


def found(query: str = "", **counts: dict[str, int]) -> LessonsFound:
    return LessonsFound(query, "de", (), counts)


@pytest.mark.parametrize(
    ("name", "value", "german", "english"),
    [
        ("kind", "lesson", "Lehre", "Lesson"),
        ("kind", "erfunden", "erfunden", "erfunden"),
        ("phase", "deployment", "Einführung", "Deployment"),
        ("topic", "privacy", "Datenschutz", "Privacy"),
        ("topic", "unbekannt", "unbekannt", "unbekannt"),
        ("language", "en", "Englisch", "English"),
        ("language", "fr", "fr", "fr"),
        ("project", "privacy", "privacy", "privacy"),
        ("year", "2024", "2024", "2024"),
    ],
)
def test_values_are_called_as_readers_call_them(name: str, value: str, german: str, english: str) -> None:
    assert (value_name(name, value, "de"), value_name(name, value, "en")) == (german, english)


def test_a_chosen_value_is_pressed_and_stands_first() -> None:
    html = facets_html(found(year={"2026": 9, "2024": 1}), Facets(year="2024"), "de", unfolded=False)
    assert html.index('data-value="2024"') < html.index('data-value="2026"')
    assert html.count('aria-pressed="true"') == 1 and '<span class="count">9</span>' in html


def test_a_chosen_value_that_nothing_fits_any_more_can_still_be_taken_back() -> None:
    html = facets_html(found(year={"2026": 9}), Facets(year="2020"), "de", unfolded=False)
    assert 'data-value="2020" aria-pressed="true"' in html and '<span class="count">0</span>' in html


def test_many_values_are_folded_away() -> None:
    projects = {f"p{n}": 100 - n for n in range(AT_ONCE + 4)}
    html = facets_html(found(project=projects), Facets(), "de", unfolded=True)
    assert "4 weitere" in html and html.index("4 weitere") < html.index(f'data-value="p{AT_ONCE}"')
    assert 'data-open="true"' in html


def test_hostile_names_stay_text() -> None:
    name = '"><img src=x onerror=alert(1)>'
    html = facets_html(found(project={name: 1}), Facets(project=name), "de", unfolded=False)
    html += chips_html(Facets(project=name), "de") + nothing_html(
        found("x", project={name: 1}), Facets(project=name), "de"
    )
    assert "<img" not in html


def test_chips_name_each_choice_and_only_several_can_be_lifted_at_once() -> None:
    one, two = chips_html(ONLY_LESSONS, "de"), chips_html(Facets(kind="lesson", year="2024"), "de")
    assert "Art: Lehre" in one and "Alle Filter aufheben" not in one
    assert two.count('class="chosen-facet"') == 2 and "Alle Filter aufheben" in two


def test_the_facet_that_excludes_is_named_and_can_be_lifted() -> None:
    html = nothing_html(found("Pilot", project={"pumpen": 2}), Facets(kind="lesson", project="fremd"), "de")
    assert "„Projekt: fremd“ schließt alle aus." in html and 'data-facet="project" data-value="fremd"' in html
    assert "Art: Lehre" not in html


def test_facets_that_exclude_only_together_can_be_lifted_together() -> None:
    html = nothing_html(found("Pilot"), Facets(kind="lesson", project="fremd"), "en")
    assert "combination" in html and 'data-action="clear"' in html


def test_an_empty_knowledge_base_says_how_lessons_get_in() -> None:
    html = nothing_html(found(), ONLY_LESSONS, "de")
    assert "Noch keine Lehren" in html and "ingest.py" in html and "Erfassen" in html
    assert "andere Wörter" in nothing_html(found("Pilot"), ONLY_LESSONS, "de")
