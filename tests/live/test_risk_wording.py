"""The starter chat model words proposed risks: whatever it writes, what is shown stands or is the rules' own text."""

from datetime import date
from pathlib import Path

from assistant.models.catalogue import starter_chat_model
from assistant.models.local import LocalChatModel
from assistant.prompts import Prompts
from assistant.retrieval import RISKS
from assistant.risk_wording import Proposed, RiskWording
from assistant.risks.catalogue import parse
from assistant.risks.proposal import from_catalogue
from assistant.risks.wording_guard import objections
from assistant.workspace import PROMPTS

DESCRIPTION = "We want a chatbot that answers questions of employees. Many policies are outdated."
CHOSEN = ("outdated-knowledge-documents", "works-council-late")


def test_what_the_starter_model_writes_is_shown_only_where_it_stands() -> None:
    risks = [risk for risk in parse(Path(RISKS).read_text(encoding="utf-8")) if risk.id in CHOSEN]
    ruled = [from_catalogue(risk, "en") for risk in risks]
    model = LocalChatModel(description=starter_chat_model(), threads=1)
    model.load()
    try:
        wording = RiskWording(Prompts(PROMPTS))
        wording.writer = model
        *_, last = wording.stream(ruled, DESCRIPTION)
        german = [from_catalogue(risk, "de") for risk in risks]
        assert list(wording.stream(german, DESCRIPTION)) == [Proposed(tuple(german), final=True)]
    finally:
        model.close()
    assert isinstance(last, Proposed) and last.final and len(last.proposals) == len(ruled)
    for before, after in zip(ruled, last.proposals, strict=True):
        kept = {"ruled": before.sentence, "language": "en", "description": DESCRIPTION}
        found = objections(after.sentence, **kept, quotes=(), today=date.today())
        assert after.sentence == before.sentence or (after.written_by == "model" and not found)
