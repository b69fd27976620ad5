"""What of the assistant is ready. Facts only; `workspace` fills them in, the page words them."""

from dataclasses import dataclass, field

from assistant.errors import AssistantError


@dataclass(frozen=True)
class Status:
    """What is ready. `embedder` and `model` are 'loading', 'ready' or 'failed'; `indexing` is (done, all) passages
    while vectors are made; `failures` are the errors of what failed, by 'documents', 'embedder', 'model'."""

    documents: int
    passages: int
    embedder: str
    model: str
    model_name: str
    model_languages: tuple[str, ...]
    indexing: tuple[int, int] | None
    failures: dict[str, AssistantError] = field(default_factory=dict)
