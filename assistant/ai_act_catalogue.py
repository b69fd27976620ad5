"""The rule file for the AI Act that ships, opened and checked."""

from functools import lru_cache
from pathlib import Path

from assistant.risks.ai_act import AiAct
from assistant.risks.ai_act_file import parse

RULES = Path(__file__).resolve().parent.parent / "knowledge" / "catalogues" / "ai_act.yaml"


@lru_cache(maxsize=1)
def ai_act() -> AiAct:
    """The rules, read once a process; raises CatalogueInvalid where the file does not hold what it should."""
    return parse(RULES.read_text(encoding="utf-8"))
