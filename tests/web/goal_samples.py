"""A checked goal, a rewrite of it and a KPI catalogue of one use, for the tests of what the page draws."""

from assistant.goals.criteria import FURTHER, LETTERS, Criterion, GoalCheck, Source, Status, Words
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.kpis import Kpi, Use, Worded
from assistant.goals.rewrite import GoalRewrite, Question
from assistant.passages import Passage

TEXT = "Wir wollen die Erstlösungsquote deutlich auf 75 % heben."
PASSAGE = Passage("7-a", "Der Pilot hat die Quote gehoben.", "pilot.md", "Pilot <1>")
SOURCE = Source(PASSAGE, "Der Pilot hat die Quote gehoben.")


def piece(text: str, words: str) -> Words:
    start = text.index(words)
    return Words(start, start + len(words), words)


def fact(text: str, words: str, kind: FactKind, role: Role = Role.NONE) -> Fact:
    start = text.index(words)
    return Fact(kind, start, start + len(words), words, words, role)


FACTS = (
    fact(TEXT, "Erstlösungsquote", FactKind.METRIC),
    fact(TEXT, "auf 75 %", FactKind.VALUE, Role.TARGET),
)


def same(text: str) -> Worded:
    return Worded(text, f"{text} (en)")


def kpi(name: str, *, model: bool = False) -> Kpi:
    names = {field: same(name) for field in ("name", "subject", "object", "after_by")}
    texts = {field: same(f"{field} <b>") for field in ("definition", "unit", "measure", "pitfalls")}
    return Kpi(id=name.lower(), model=model, upward=True, **names, **texts)


USE = Use("support", same("Chatbot"), {}, same(""), same("Art. 50 <KI-VO>"), (kpi("Quote"), kpi("Recall", model=True)))


def criterion(name: str, **changes: object) -> Criterion:
    facts: dict[str, object] = {"status": Status.MISSING, "reason": f"Grund {name}", "question": f"Frage {name}?"}
    return Criterion(name, **facts | changes)  # type: ignore[arg-type]


def check(text: str = TEXT, **changes: object) -> GoalCheck:
    vague = (piece(text, "deutlich"),) if "deutlich" in text else ()
    criteria = [criterion(letter) for letter in LETTERS]
    criteria[0] = criterion("S", status=Status.PARTIAL, vague=vague)
    facts: dict[str, object] = {
        "facts": FACTS if text == TEXT else (),
        "criteria": tuple(criteria),
        "further": tuple(criterion(name) for name in FURTHER),
        "use": USE,
        "kpis": USE.kpis,
    }
    return GoalCheck(text, "de", **facts | changes)  # type: ignore[arg-type]


def rewrite(text: str = "Das [verantwortliches Team] hebt die Quote auf 75 %.", **changes: object) -> GoalRewrite:
    facts: dict[str, object] = {
        "check": check(),
        "written_by": "rules",
        "placeholders": ("[verantwortliches Team]",),
        "questions": (Question("owner", "Wer ist verantwortlich?", "[verantwortliches Team]"),),
    }
    return GoalRewrite(text=text, **facts | changes)  # type: ignore[arg-type]
