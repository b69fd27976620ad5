"""What one browser tab knows of a screening under the AI Act: the answers, the project, and which question is open.

Answers given once are kept, also while another answer leads past their question. It renders nothing; what the browser
keeps over a reload is read with distrust.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.risks.ai_act import AiAct, Question
from assistant.risks.screening import Screening, walked

LONGEST_PROJECT = 120


@dataclass
class ScreeningSession:
    """`answers` by question, `at` an answered question that is open again, '' for the next one; `carried` says that
    later answers were kept after a change, `restarting` that starting anew waits for a yes; `read` that what the
    browser keeps has been taken over."""

    answers: dict[str, str] = field(default_factory=dict)
    project: str = ""
    at: str = ""
    carried: bool = False
    restarting: bool = False
    read: bool = False

    def screening(self, act: AiAct) -> Screening:
        """The walk as far as the answers lead."""
        return walked(act, self.answers)

    def question(self, act: AiAct) -> Question | None:
        """The question to show, None where the result is."""
        screening = self.screening(act)
        opened = next((step.question for step in screening.path if step.question.id == self.at), None)
        return opened or screening.question

    def answer(self, act: AiAct, question: str, option: str) -> None:
        """Takes an answer to the question shown; a click on something drawn earlier changes nothing."""
        shown = self.question(act)
        if shown is None or shown.id != question or option not in {each.id for each in shown.options}:
            return
        before = len(self.screening(act).path)
        self.answers[question] = option
        path = [step.question.id for step in self.screening(act).path]
        self.carried = bool(self.at) and before > 0 and path[-1:] != [question]
        self.at, self.restarting = "", False

    def open(self, act: AiAct, question: str) -> None:
        """Opens a question of the path again."""
        if question in dict(self.screening(act).answers):
            self.at, self.carried, self.restarting = question, False, False

    def back(self, act: AiAct) -> None:
        """Opens the question before the one shown."""
        path = [step.question.id for step in self.screening(act).path]
        place = path.index(self.at) if self.at in path else len(path)
        if place:
            self.open(act, path[place - 1])

    def forward(self) -> None:
        """Leaves an opened question as it was answered."""
        self.at = ""

    def restart(self) -> None:
        """Forgets everything."""
        self.answers, self.project, self.at = {}, "", ""
        self.carried = self.restarting = False

    def kept(self) -> dict[str, object]:
        """What the browser keeps."""
        return {"answers": dict(self.answers), "project": self.project}

    def take(self, act: AiAct, kept: object) -> None:
        """Takes over what the browser kept, once; answers that the rules do not know are left out."""
        if self.read:
            return
        self.read = True
        values = kept if isinstance(kept, Mapping) else {}
        answers, project = values.get("answers"), values.get("project")
        self.answers = _known(act, answers) if isinstance(answers, Mapping) else {}
        self.project = project[:LONGEST_PROJECT] if isinstance(project, str) else ""


def _known(act: AiAct, answers: Mapping[object, object]) -> dict[str, str]:
    return {
        str(name): str(option)
        for name, option in answers.items()
        if name in act.questions and option in [each.id for each in act.questions[str(name)].options]
    }
