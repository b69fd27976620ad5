"""What of the assistant is ready. Facts only; `workspace` fills them in, the page words them."""

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.errors import AssistantError


class SwitchStep(StrEnum):
    """How far a change of model is: WAITING for running answers, OPENING the new one, RETURNING to the earlier one; for
    an embedder also INDEXING and CATALOGUES."""

    WAITING = "waiting"
    OPENING = "opening"
    RETURNING = "returning"
    INDEXING = "indexing"
    CATALOGUES = "catalogues"


@dataclass(frozen=True)
class Switch:
    """A change to another model: its name, how far it is ((done, all) passages while indexing), and why it failed."""

    name: str
    step: SwitchStep
    progress: tuple[int, int] | None = None
    failure: AssistantError | None = None


@dataclass(frozen=True)
class Status:
    """What is ready. `embedder` and `model` are 'loading', 'ready' or 'failed'; `indexing` is (done, all) passages
    while vectors are made; `failures` are the errors of what failed, by 'documents', 'embedder', 'model'; the switches
    are changes under way, or the last one where it failed."""

    documents: int
    passages: int
    embedder: str
    model: str
    model_name: str
    model_languages: tuple[str, ...]
    indexing: tuple[int, int] | None
    failures: dict[str, AssistantError] = field(default_factory=dict)
    model_switch: Switch | None = None
    embedder_switch: Switch | None = None
