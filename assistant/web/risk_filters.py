"""The filters above the list of risks: state, band and a search.

Widgets and their texts; which risks they leave is decided in `risk_session`.
"""

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.risks.register import BAND_NAMES, STATUS_NAMES, Band, RiskStatus
from assistant.web.chat import Updates
from assistant.web.exchanges import Session
from assistant.web.risk_session import EVERY, LIVE
from assistant.web.wording import say


class RiskFilters:
    """The widgets, in a row."""

    def __init__(self, language: str) -> None:
        with gr.Row(elem_classes="tree-tools register-filters", equal_height=False):
            self.status = gr.Dropdown(**_statuses(language), value=LIVE, elem_id="risks-status", min_width=130)
            self.band = gr.Dropdown(**_bands(language), value="", elem_id="risks-band", min_width=120)
            self.search = gr.Textbox("", **_search(language), max_lines=1, elem_id="risks-search", min_width=140)

    @property
    def widgets(self) -> list[gr.components.Component]:
        """Their values are state, band and search."""
        return [self.status, self.band, self.search]

    @property
    def events(self) -> list[Callable[..., Any]]:
        """What happens when one is changed by hand."""
        # `change`, not `input`: a search that is pasted in one go raises no `input` event.
        return [self.status.input, self.band.input, self.search.change]

    def updates(self, session: Session) -> Updates:
        """As the session has them, in its language."""
        language, risks = session.language, session.risks
        return {
            self.status: gr.update(**_statuses(language), value=risks.status),
            self.band: gr.update(**_bands(language), value=risks.band),
            self.search: gr.update(**_search(language), value=risks.search),
        }


def project_field(names: Sequence[str], language: str) -> dict[str, Any]:
    """The choice of a project, all of them first."""
    every = (say("risks.every_project", language), "")
    return {"choices": [every, *((name, name) for name in names)], "label": say("risks.project", language)}


def _statuses(language: str) -> dict[str, Any]:
    several = [(say(f"risks.status_{name}", language), name) for name in (LIVE, EVERY)]
    single = [(STATUS_NAMES[status][language], str(status)) for status in RiskStatus]
    return {"choices": [*several, *single], "label": say("risks.status", language)}


def _bands(language: str) -> dict[str, Any]:
    bands = [(BAND_NAMES[band][language], str(band)) for band in reversed(Band)]
    return {"choices": [(say("risks.band_all", language), ""), *bands], "label": say("risks.band", language)}


def _search(language: str) -> dict[str, Any]:
    return {"label": say("risks.search", language), "placeholder": say("risks.search_example", language)}
