"""The tab for risks over a real workspace without a model, its events called as Gradio calls them."""

from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from re import search
from typing import Any

import gradio as gr
import pytest

from assistant.goals.levels import Goal, Level
from assistant.risks.exchange import read_risks
from assistant.risks.register import Risk, RiskStatus
from assistant.web.exchanges import Session
from assistant.web.page import Page
from assistant.web.risk_draft import ENTRIES
from assistant.web.risk_register import RegisterReader
from assistant.web.risk_register_tab import RegisterTab
from assistant.web.risk_session import ROWS
from assistant.web.risks import RisksTab
from assistant.workspace import Workspace
from tests.web.risk_samples import bare, risk

Screen = dict[Any, Any]


@pytest.fixture
def whole(workspace: Workspace) -> RisksTab:
    with gr.Blocks():
        return RisksTab(workspace, gr.State(), gr.HTML(), "de")


@pytest.fixture
def tab(whole: RisksTab) -> RegisterTab:
    return whole.register


def click(**data: str) -> gr.EventData:
    return gr.EventData(None, data)


def typed(tab: RegisterTab, screen: Screen, *, reason: str = "", **entries: object) -> list[object]:
    """What the form on screen holds, with some fields typed anew, and the reason."""
    return [*(entries.get(name, screen[tab.form.fields[name]]["value"]) for name in ENTRIES), reason]


def stored(workspace: Workspace, *risks: Risk) -> list[Risk]:
    return [workspace.risks.add(one) for one in risks]


def exported(tab: RegisterTab, session: Session, kind: str) -> tuple[str, bytes]:
    html = str(tab.write(session, click(action="export", format=kind))[tab.download])
    name, content = (search(f'data-{part}="([^"]*)"', html) for part in ("name", "content"))
    assert name and content
    return name.group(1), b64decode(content.group(1))


# --- looking ---


def test_an_empty_register_says_what_to_do_first(tab: RegisterTab) -> None:
    screen = tab.shown(Session())
    assert "Noch kein Risiko" in screen[tab.list] and screen[tab.matrix] == screen[tab.trend] == ""


def test_risks_are_listed_by_severity_and_filtered_by_project(tab: RegisterTab, workspace: Workspace) -> None:
    stored(workspace, bare(None, 1, 1, text="Klein"), bare(None, 5, 5, text="Groß", project="Kran"), risk(None))
    session = Session()
    html = tab.shown(session)[tab.list]
    assert html.index("Groß") < html.index("Zu wenige") < html.index("Klein")
    html = tab.filter("Kran", "live", "", "", session)[tab.list]
    assert "Groß" in html and "Klein" not in html
    assert "Groß" not in tab.filter("Kran", "live", "low", "", session)[tab.list]


def test_a_cell_narrows_the_list_until_it_is_pressed_again(tab: RegisterTab, workspace: Workspace) -> None:
    stored(workspace, bare(None, 1, 1, text="Klein"), bare(None, 5, 4, text="Groß"))
    session = Session()
    cell = click(action="cell", likelihood="5", impact="4")
    assert "Klein" not in tab.point(session, cell)[tab.list]
    assert "Klein" in tab.point(session, cell)[tab.list]
    tab.point(session, cell)
    screen = tab.point(session, click(action="view", view="inherent"))
    assert "Klein" in screen[tab.list] and not session.risks.residual


@pytest.mark.parametrize(
    "data", [{}, {"action": "cell"}, {"action": "cell", "likelihood": "9", "impact": "x"}, {"action": "open"}]
)
def test_clicks_on_nothing_change_nothing(tab: RegisterTab, workspace: Workspace, data: dict[str, str]) -> None:
    stored(workspace, bare(None))
    session = Session()
    assert "1 Risiko<" in tab.point(session, click(**data))[tab.list]
    assert session.risks.cell is None and session.risks.opened is None


def test_only_gaps_more_rows_and_all_filters_back(tab: RegisterTab, workspace: Workspace) -> None:
    workspace.risks.add_all([bare(None, 1, 1, owner="A", text=f"Risiko {n}") for n in range(2 * ROWS)])
    session = Session()
    assert tab.shown(session)[tab.list].count("<tr class=") == ROWS
    assert tab.point(session, click(action="more"))[tab.list].count("<tr class=") == 2 * ROWS
    assert tab.point(session, click(action="gaps"))[tab.list].count("<tr class=") == ROWS
    session.risks.search = "gibt es nicht"
    screen = tab.point(session, click(action="reset"))
    assert not session.risks.gaps and screen[tab.filters.search]["value"] == ""


def test_an_opened_risk_shows_its_links_and_leads_to_lesson_and_goal(workspace: Workspace) -> None:
    page, session = Page(workspace, "de"), Session()
    goal = workspace.goals.add(Goal("Stillstände senken", "de", Level.BUSINESS))
    lesson = next(one for one in workspace.documents() if one.title == "Ausgangswert messen")
    (one,) = stored(workspace, risk(None, goals=(goal.id, 99), lessons=(lesson.name,)))
    tab = page.risks.register
    html = tab.point(session, click(action="open", risk=str(one.id)))[tab.detail]
    assert "Stillstände senken" in html and "Ausgangswert messen" in html and "Ziel 99 gibt es nicht mehr" in html
    assert "Ziel Nr. 99" in html
    assert "200 Rechnungen" in tab.read_lesson(session, click(lesson=lesson.name))[page.reader]
    assert tab.read_lesson(session, click(lesson="weg.md"))[page.reader] == gr.skip()
    screen = page.open_goal(session, click(goal=str(goal.id)))
    assert screen[page.tabs]["selected"] == "goals" and "Stillstände" in screen[page.goals.tree.detail]
    assert page.open_goal(session, click(action="edit")) == {page.tabs: gr.skip()}


def test_what_another_browser_changed_is_seen_and_what_it_deleted_is_said(
    tab: RegisterTab, workspace: Workspace
) -> None:
    (one,) = stored(workspace, risk(None))
    session = Session()
    tab.point(session, click(action="open", risk=str(one.id)))
    workspace.risks.change(replace(one, text="Umbenannt"), "anderswo")
    assert "Umbenannt" in tab.shown(session)[tab.list]
    workspace.risks.remove(one.id or 0)
    assert "inzwischen gelöscht" in tab.act(session, click(action="edit"))[tab.notice]


def test_the_register_is_read_once_for_each_state(workspace: Workspace) -> None:
    (one,) = stored(workspace, bare(None, goals=(1,)))
    reader = RegisterReader(workspace)
    before = reader.register("")
    assert reader.register("") is before and reader.register("Kran") is not before
    workspace.risks.change(replace(one, owner="A"), "neu")
    after = reader.register("")
    assert after is not before
    workspace.goals.add(Goal("Ziel", "de", Level.BUSINESS))
    assert len(reader.register("").gaps[one.id]) == len(after.gaps[one.id]) - 1


# --- writing ---


def test_a_new_risk_is_stored_only_after_the_summary_was_confirmed(tab: RegisterTab, workspace: Workspace) -> None:
    session = Session()
    session.risks.project = "Pumpen"
    screen = tab.create(session)
    assert screen[tab.form.column]["visible"] and not screen[tab.picture]["visible"]
    entries = typed(tab, screen, text="Überlast", likelihood="4", impact="5", review="31.03.2027")
    summary = tab.summarise(*entries, session)[tab.form.summary]
    assert "Überlast" in summary and "<b>20</b> kritisch" in summary and "Lenkungskreis" in summary
    assert workspace.risks.risks() == []
    screen = tab.save(session)
    (one,) = workspace.risks.risks()
    assert (one.text, one.project, one.likelihood, one.status) == ("Überlast", "Pumpen", 4, RiskStatus.OPEN)
    assert "R01 ist gespeichert" in screen[tab.notice] and "Überlast" in screen[tab.detail]
    assert not screen[tab.form.column]["visible"]
    tab.save(session)
    assert len(workspace.risks.risks()) == 1


def test_bad_input_is_explained_beside_its_field_and_nothing_typed_is_touched(
    tab: RegisterTab, workspace: Workspace
) -> None:
    session = Session()
    screen = tab.create(session)
    entries = typed(tab, screen, text="Überlast", likelihood="7", impact="3", review="morgen")
    refused = tab.summarise(*entries, session)
    form = tab.form
    assert "„7“" in refused[form.fields["likelihood"]]["info"] and "morgen" in refused[form.fields["review"]]["info"]
    assert refused[form.fields["text"]]["info"] is None
    assert not any("value" in refused[widget] for widget in form.inputs)
    assert "2 Angaben sind noch zu berichtigen: Wahrscheinlichkeit, Überprüfung" in refused[form.problems]
    assert tab.save(session) == form.closed() and workspace.risks.risks() == []


def test_a_change_asks_for_its_reason_and_keeps_the_old_version(tab: RegisterTab, workspace: Workspace) -> None:
    (one,) = stored(workspace, risk(None))
    session = Session()
    tab.point(session, click(action="open", risk=str(one.id)))
    screen = tab.act(session, click(action="edit"))
    assert screen[tab.form.reason]["visible"]
    same = tab.summarise(*typed(tab, screen), session)
    assert "nichts geändert" in same[tab.form.problems]
    missing = tab.summarise(*typed(tab, screen, owner="Mika"), session)
    assert "warum" in missing[tab.form.reason]["info"] and "Grund der Änderung" in missing[tab.form.problems]
    summary = tab.summarise(*typed(tab, screen, owner="Mika", reason="Übergabe"), session)[tab.form.summary]
    assert "<s>Jana Illmer</s> → Mika" in summary
    assert "Grund: Übergabe" in tab.save(session)[tab.detail]
    assert [v.reason for v in workspace.risks.versions(one.id or 0)] == ["", "Übergabe"]


def test_a_change_made_elsewhere_in_the_meantime_is_not_overwritten(tab: RegisterTab, workspace: Workspace) -> None:
    (one,) = stored(workspace, risk(None))
    session = Session()
    tab.point(session, click(action="open", risk=str(one.id)))
    screen = tab.act(session, click(action="edit"))
    tab.summarise(*typed(tab, screen, owner="Mika", reason="Übergabe"), session)
    workspace.risks.change(replace(one, owner="Andere"), "anderswo")
    assert "an anderer Stelle geändert" in tab.save(session)[tab.notice]
    assert workspace.risks.risk(one.id or 0).owner == "Andere"
    workspace.risks.remove(one.id or 0)
    assert "gibt es nicht (mehr)" in tab.save(session)[tab.notice]


def test_deleting_needs_a_yes(tab: RegisterTab, workspace: Workspace) -> None:
    (one,) = stored(workspace, risk(None))
    session = Session()
    tab.point(session, click(action="open", risk=str(one.id)))
    tab.act(session, click(action="confirm-delete"))
    assert workspace.risks.risks()
    assert "alertdialog" in tab.act(session, click(action="delete"))[tab.detail]
    assert "alertdialog" not in tab.act(session, click(action="keep"))[tab.detail]
    tab.act(session, click(action="delete"))
    screen = tab.act(session, click(action="confirm-delete"))
    assert workspace.risks.risks() == [] and "wurde gelöscht" in screen[tab.notice]


def test_a_risk_from_another_tab_fills_the_form_and_is_not_stored(whole: RisksTab, workspace: Workspace) -> None:
    session = Session()
    draft = risk(None, goals=(7,), lessons=("weg.md",), text="Aus einer Lehre")
    screen = whole.take(session, draft)
    form = whole.register.form
    assert set(screen) <= set(whole.taken) and screen[whole.tabs]["selected"] == "register"
    assert "Entwurf prüfen" in screen[form.heading] and screen[form.fields["text"]]["value"] == "Aus einer Lehre"
    assert ("weg.md (nicht mehr im Bestand)", "weg.md") in screen[form.fields["lessons"]]["choices"]
    assert workspace.risks.risks() == []
    summary = whole.register.summarise(*typed(whole.register, screen), session)
    assert "Aus einer Lehre" in summary[form.summary]
    whole.register.save(session)
    assert [replace(one, id=None) for one in workspace.risks.risks()] == [draft]


# --- files ---


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_whole_register_of_the_project_is_handed_out(tab: RegisterTab, workspace: Workspace, kind: str) -> None:
    mine = stored(workspace, risk(None), risk(None, status=RiskStatus.CLOSED), risk(None, project="Kran"))[:2]
    session = Session()
    session.risks.project = "Pumpen"
    name, data = exported(tab, session, kind)
    assert name.startswith("risiken-") and name.endswith(kind)
    assert list(read_risks(data).risks) == mine


def test_the_status_report_tells_the_changes(tab: RegisterTab, workspace: Workspace) -> None:
    stored(workspace, risk(None))
    name, data = exported(tab, Session(), "markdown")
    assert name.startswith("risikobericht-") and name.endswith(".md")
    assert "# Risikobericht" in data.decode() and "neu: R01" in data.decode()
    assert tab.write(Session(), click(format="exe")) == {tab.notice: ""}


def test_a_file_is_stored_only_after_a_yes_and_leaves_no_copy(
    tab: RegisterTab, workspace: Workspace, tmp_path: Path
) -> None:
    (one,) = stored(workspace, risk(None))
    session = Session()
    _, data = exported(tab, session, "csv")
    file = tmp_path / "risiken.csv"
    file.write_bytes(data.replace(b"Jana Illmer", b"Mika Brandt"))
    report = tab.read(str(file), session)[tab.report]
    assert "1 geändertes Risiko" in report and not file.exists()
    assert workspace.risks.risks() == [one]
    screen = tab.apply(session, click(action="apply"))
    assert "1 geändertes Risiko" in screen[tab.notice] and screen[tab.report] == ""
    assert workspace.risks.risks()[0].owner == "Mika Brandt"


def test_of_a_file_with_a_mistake_nothing_is_stored(tab: RegisterTab, workspace: Workspace, tmp_path: Path) -> None:
    session, file = Session(), tmp_path / "liste.csv"
    file.write_text("Risiko;Wahrscheinlichkeit\nGut;3\nSchlecht;7\n", encoding="utf-8")
    report = tab.read(str(file), session)[tab.report]
    assert "<td>3</td><td>Wahrscheinlichkeit</td>" in report
    tab.apply(session, click(action="apply"))
    assert workspace.risks.risks() == []
    file.write_bytes(b"PK\x03\x04kaputt")
    assert "notice" in tab.read(str(file), session)[tab.notice]


# --- wording ---


def test_the_other_language_keeps_what_was_typed(tab: RegisterTab, whole: RisksTab, workspace: Workspace) -> None:
    stored(workspace, risk(None))
    session = Session()
    screen = tab.create(session)
    tab.summarise(*typed(tab, screen, text="Überlast"), session)
    session.language = "en"
    screen = whole.words(session)
    assert set(screen) <= set(whole.worded)
    assert "This is how the risk is saved" in screen[tab.form.summary] and "Overload" not in screen[tab.form.summary]
    assert "value" not in screen[tab.form.fields["text"]] and "Without measures" in screen[tab.list]


def test_nothing_of_a_register_is_sent_before_somebody_looks_at_it(tab: RegisterTab, workspace: Workspace) -> None:
    stored(workspace, risk(None))
    session = Session()
    assert tab.list not in tab.words(session)
    tab.shown(session)
    assert "Zu wenige" in tab.words(session)[tab.list]
