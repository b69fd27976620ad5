"""What one browser tab knows of the models: what is asked or told where, and the machine as it was last looked at."""

from dataclasses import dataclass

from assistant.models.machine import Machine


@dataclass
class ModelSession:
    """`machine` is None until the tab has been opened. `asking` is (action, id) that waits for a yes, `told` is (id,
    text) of what went wrong with a model; `drawn` is what is on screen, `forms` counts the forms that were emptied."""

    machine: Machine | None = None
    asking: tuple[str, str] | None = None
    told: tuple[str, str] | None = None
    drawn: str = ""
    forms: int = 0
