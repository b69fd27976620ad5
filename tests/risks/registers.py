"""Risks for tests: one without a gap, and registers that Hypothesis makes up."""

from datetime import date

from hypothesis import strategies as st

from assistant.risks.register import Category, Risk, RiskStatus

TODAY = date(2027, 6, 1)


def risk(number: int | None = 1, **facts: object) -> Risk:
    """A risk of 4 × 4, lowered to 2 × 4, that lacks nothing."""
    whole: dict[str, object] = {
        "text": f"Risiko {number}",
        "language": "de",
        "project": "Pumpen",
        "event": "das Modell echte Ausfälle übersieht",
        "cause": "kaum Ausfälle aufgezeichnet sind",
        "effect": "Stillstand",
        "category": Category.DATA,
        "likelihood": 4,
        "impact": 4,
        "residual_likelihood": 2,
        "residual_impact": 4,
        "measure": "200 Altfälle bis Mai zweifach einordnen",
        "owner": "Jana Illmer",
        "trigger": "Trefferquote zwei Wochen unter 80 %",
        "review": date(2027, 6, 15),
        "status": RiskStatus.MITIGATING,
        "committee": date(2027, 5, 4),
        "goals": (3, 5),
        "lessons": ("pumpen/lehren/ausfälle.md",),
    }
    return Risk(id=number, **(whole | facts))


_texts = st.text(max_size=30) | st.sampled_from(
    ["=1+1", "'=x", "-5", "@SUM(A1)", "+49 40", "a|b\n„c“\r\n\t", "_x000D_", "#N/A", "\\*ü*", "  ", "R07", "3"]
)
_names = _texts.filter(lambda text: text.strip() == text != "" and len(text.splitlines()) == 1)
_steps = st.none() | st.integers(1, 5)
_days = st.none() | st.dates()


@st.composite
def registers(draw: st.DrawFn) -> list[Risk]:
    """Up to six risks with any facts and different numbers."""
    numbers = draw(st.lists(st.integers(1, 10**6), max_size=6, unique=True))
    return [draw(_risks(number)) for number in numbers]


def _risks(number: int) -> st.SearchStrategy[Risk]:
    texts = ("project", "event", "cause", "effect", "measure", "owner", "trigger", "source", "notes")
    steps = ("likelihood", "impact", "residual_likelihood", "residual_impact")
    return st.builds(
        Risk,
        id=st.just(number),
        text=_texts.filter(str.strip),
        language=st.sampled_from(["de", "en"]),
        category=st.sampled_from(Category),
        status=st.sampled_from(RiskStatus),
        review=_days,
        committee=_days,
        goals=st.lists(st.integers(1, 999), max_size=3, unique=True).map(tuple),
        lessons=st.lists(_names, max_size=3, unique=True).map(tuple),
        **dict.fromkeys(texts, _texts),
        **dict.fromkeys(steps, _steps),
    )
