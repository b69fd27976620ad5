"""A screening under the AI Act: the answers so far, the next question, and the outcome with its path.

Answers are plain ids, so that a screening can be kept, gone back in and resumed. What the questions and results say
stands in the rule file; here is only how to walk through it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.errors import ScreeningAnswerUnknown, ScreeningQuestionUnknown
from assistant.risks.ai_act import AiAct, Applies, Duty, Named, Option, Question, Result
from assistant.risks.ai_act_file import ADDITION, HIGH_RISK, MINIMAL

# (question id, option id), in the order asked.
Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """A question with the answer given."""

    question: Question
    option: Option


@dataclass(frozen=True)
class DutyGroup:
    """Duties that the same roles have, each with what says from when it applies; without roles they are everyone's."""

    roles: tuple[str, ...]
    duties: tuple[tuple[Duty, tuple[Applies, ...]], ...]


@dataclass(frozen=True)
class Outcome:
    """What the path led to. `results` strictest first, `heading` the strictest class among them, `roles` those of
    the organisation; `dates` oldest first, each once; `decisive` are the steps that led to the results."""

    heading: Named
    results: tuple[Result, ...]
    roles: tuple[Named, ...]
    dates: tuple[Applies, ...]
    decisive: tuple[Step, ...]

    def mine(self, items: Iterable[Duty]) -> list[Duty]:
        """The duties or steps that concern the organisation."""
        own = {role.id for role in self.roles}
        return [item for item in items if not item.roles or own & set(item.roles)]

    def others(self, items: Iterable[Duty]) -> list[Duty]:
        """Those that concern partners in the contract only."""
        mine = self.mine(items)
        return [item for item in items if item not in mine]

    def own_duties(self) -> list[DutyGroup]:
        """The organisation's duties, by the roles it has them in."""
        own = [role.id for role in self.roles]
        return self._grouped(self.mine, lambda duty: tuple(role for role in own if role in duty.roles))

    def partner_duties(self) -> list[DutyGroup]:
        """Those of partners in the contract only, by their roles."""
        return self._grouped(self.others, lambda duty: duty.roles)

    def next_steps(self) -> list[Duty]:
        """The organisation's next steps, each once."""
        return list(dict.fromkeys(step for result in self.results for step in self.mine(result.next_steps)))

    def begins(self, result: Result) -> tuple[Applies, ...]:
        """From when a result's duties apply: its first date; without dates, those of the high risk found beside it."""
        dated = [result] if result.dates else [other for other in self.results if other.class_ == HIGH_RISK]
        first = {other.dates[0] for other in dated if other.dates}
        return tuple(applies for applies in self.dates if applies.id in first)

    def _grouped(
        self, chosen: Callable[[Iterable[Duty]], list[Duty]], roles: Callable[[Duty], tuple[str, ...]]
    ) -> list[DutyGroup]:
        groups: dict[tuple[str, ...], dict[Duty, tuple[Applies, ...]]] = {}
        for result in self.results:
            for duty in chosen(result.duties):
                groups.setdefault(roles(duty), {}).setdefault(duty, self.begins(result))
        return [DutyGroup(roles, tuple(duties.items())) for roles, duties in sorted(groups.items(), key=_by_role)]


def _by_role(group: tuple[tuple[str, ...], object]) -> tuple[bool, int]:
    """Duties of one role before those of several, everyone's last."""
    return not group[0], len(group[0])


@dataclass(frozen=True)
class Screening:
    """A walk through the rules. Unchangeable: answering and going back give new ones."""

    act: AiAct
    path: tuple[Step, ...] = ()

    @property
    def answers(self) -> Answers:
        """What to keep, so that resumed() goes on from here."""
        return tuple((step.question.id, step.option.id) for step in self.path)

    @property
    def question(self) -> Question | None:
        """The next question, None at the end."""
        return self.act.questions.get(self._next)

    @property
    def _next(self) -> str:
        return self.path[-1].option.next if self.path else self.act.start

    def answered(self, option: str) -> "Screening":
        """With the next question answered; raises ScreeningAnswerUnknown."""
        question = self.question
        assert question is not None, "the screening is complete"
        chosen = next((each for each in question.options if each.id == option), None)
        if chosen is None:
            options = ", ".join(each.id for each in question.options)
            raise ScreeningAnswerUnknown(answer=option, question=question.id, options=options)
        return Screening(self.act, (*self.path, Step(question, chosen)))

    def back(self, to: str | None = None) -> "Screening":
        """Without the last answer, or without that to a question of the path and all behind it."""
        places = [place for place, step in enumerate(self.path) if step.question.id == to]
        return Screening(self.act, self.path[: places[0] if places else max(0, len(self.path) - 1)])

    def outcome(self) -> Outcome | None:
        """The results, None while questions are open."""
        if self.question is not None:
            return None
        results = self._results()
        classes = [class_ for id_, class_ in self.act.classes.items() if id_ in {r.class_ for r in results}]
        heading = next(class_ for class_ in classes if class_.id != ADDITION)
        roles = {role for step in self.path for role in step.option.roles}
        ids = {id_ for result in results for id_ in result.dates}
        return Outcome(
            heading=heading,
            results=results,
            roles=tuple(role for id_, role in self.act.roles.items() if id_ in roles),
            dates=tuple(sorted((self.act.dates[id_] for id_ in ids), key=lambda applies: applies.date)),
            decisive=tuple(step for place, step in enumerate(self.path) if self._decides(place, step, heading)),
        )

    def _decides(self, place: int, step: Step, heading: Named) -> bool:
        """Whether an answer led to a result: it adds one, ends in the class of the heading, or leaves the row of
        questions for a detour in which an answer does. The row goes on where the last option with a question leads."""
        adds = {self.act.results[id_].class_ for id_ in step.option.adds}
        end = self.act.results.get(step.option.next)
        if adds - {ADDITION} or (end is not None and end.class_ == heading.id != MINIMAL):
            return True
        onward = [option.next for option in step.question.options if option.next in self.act.questions][-1:]
        if [step.option.next] == onward:
            return False
        for later, other in enumerate(self.path[place + 1 :], start=place + 1):
            if other.question.id in onward or other.question.stage != step.question.stage:
                return False
            if self._decides(later, other, heading):
                return True
        return False

    def _results(self) -> tuple[Result, ...]:
        ids = dict.fromkeys([*(id_ for step in self.path for id_ in step.option.adds), self._next])
        found = [self.act.results[id_] for id_ in ids if (self.act.results[id_].only_with or id_) in ids]
        return tuple(sorted(found, key=self._rank))

    def _rank(self, result: Result) -> float:
        """Strictest first; what extends a result comes behind its class, other additions before the last class."""
        classes = [id_ for id_ in self.act.classes if id_ != ADDITION]
        if result.class_ != ADDITION:
            return classes.index(result.class_)
        extended = self.act.results[result.only_with].class_ if result.only_with else MINIMAL
        return classes.index(extended) + (0.5 if result.only_with else -0.5)

    @property
    def most_left(self) -> int:
        """How many questions there can still be, the next one included."""
        return _longest(self.act, self._next)

    def as_dict(self, language: str) -> dict[str, object]:
        """As `ai-act --json` prints it."""
        outcome, question = self.outcome(), self.question
        return {
            "as_of": self.act.as_of.isoformat(),
            "complete": outcome is not None,
            "answers": [f"{question_id}={option}" for question_id, option in self.answers],
            "next": _question_dict(question, language) if question else None,
            "outcome": outcome_dict(outcome, language) if outcome else None,
            "disclaimer": self.act.disclaimer[language],
        }


def resumed(act: AiAct, answers: Sequence[tuple[str, str]]) -> Screening:
    """The screening with these answers, in any order. Raises ScreeningAnswerUnknown for an unknown option, and
    ScreeningQuestionUnknown for an answer to a question that is not asked on this path."""
    given = dict(answers)
    screening = walked(act, given)
    for left in given.keys() - dict(screening.answers).keys():
        raise ScreeningQuestionUnknown(question=left, next=screening.question.id if screening.question else "–")
    return screening


def walked(act: AiAct, answers: Mapping[str, str]) -> Screening:
    """The screening as far as the answers lead; those to questions that are not asked on this path are left aside.
    Raises ScreeningAnswerUnknown."""
    screening = Screening(act)
    while screening.question is not None and screening.question.id in answers:
        screening = screening.answered(answers[screening.question.id])
    return screening


def _longest(act: AiAct, start: str) -> int:
    """The questions of the longest way from this one on."""

    @cache
    def left(name: str) -> int:
        question = act.questions.get(name)
        return 1 + max(left(option.next) for option in question.options) if question else 0

    return left(start)


def outcome_dict(outcome: Outcome, language: str) -> dict[str, object]:
    """The outcome in plain values."""
    return {
        "class": outcome.heading.id,
        "heading": outcome.heading.title[language],
        "roles": [role.id for role in outcome.roles],
        "results": [
            {
                "id": result.id,
                "class": result.class_,
                "title": result.title[language],
                "meaning": result.meaning[language],
                "duties": [_duty_dict(duty, language) for duty in outcome.mine(result.duties)],
                "duties_of_partners": [_duty_dict(duty, language) for duty in outcome.others(result.duties)],
                "next_steps": [step.text[language] for step in outcome.mine(result.next_steps)],
            }
            for result in outcome.results
        ],
        "dates": [
            {
                "date": applies.date.isoformat(),
                "what": applies.what[language],
                "article": applies.article[language],
                "source": applies.source,
            }
            for applies in outcome.dates
        ],
    }


def _duty_dict(duty: Duty, language: str) -> dict[str, object]:
    article = duty.article[language] if duty.article else None
    return {"text": duty.text[language], "article": article, "roles": list(duty.roles)}


def _question_dict(question: Question, language: str) -> dict[str, object]:
    return {
        "id": question.id,
        "stage": question.stage,
        "text": question.text[language],
        "help": question.help[language],
        "article": question.article[language],
        "options": [{"id": option.id, "label": option.label[language]} for option in question.options],
    }
