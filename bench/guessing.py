"""Whether guessing the next tokens from the prompt would pay: how many guesses come true, beside what checking costs.

    python bench/guessing.py [--questions N] [--model FILE.gguf]

Lets the chat model answer the English questions of evals/ over knowledge/, with the product's own prompts, and replays
each text: where the last three tokens stand earlier in prompt or text, those that followed there are guessed, three at
most (prompt lookup; Saxena 2023). Prints tokens written per step with guesses. A step that checks three guesses takes
as long as `bench/engine_options.py` says of 4 tokens; guessing pays where the first figure is above that one.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant import open_workspace
from assistant.models.catalogue import own_chat_model, starter_chat_model
from assistant.models.jobs import Job

ROOT = Path(__file__).resolve().parent.parent
LAST, GUESSED = 3, 3


def guess(tokens: Sequence[int]) -> list[int]:
    """The tokens that followed where the last LAST tokens stood before, newest place first; none where they did not."""
    end = list(tokens[-LAST:])
    for place in range(len(tokens) - LAST - 1, -1, -1):
        if list(tokens[place : place + LAST]) == end:
            return list(tokens[place + LAST : place + LAST + GUESSED])
    return []


def steps(prompt: Sequence[int], written: Sequence[int]) -> tuple[int, int]:
    """Steps with and without a guess that writing a text takes."""
    place, guessed, plain = 0, 0, 0
    while place < len(written):
        found = guess([*prompt, *written[:place]])
        right = 0
        while right < len(found) and place + right < len(written) and found[right] == written[place + right]:
            right += 1
        guessed, plain = guessed + bool(found), plain + (not found)
        place += right + 1
    return guessed, plain


def main() -> None:
    """Prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--questions", type=int, default=40)
    arguments.add_argument("--model", type=Path)
    given = arguments.parse_args()
    model = own_chat_model(given.model) if given.model else starter_chat_model()
    lines = (ROOT / "evals" / "questions.en.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines][: given.questions]
    jobs: list[Job] = []
    with tempfile.TemporaryDirectory() as folder, open_workspace(folder, chat_model=model) as workspace:
        workspace.ingest([ROOT / "knowledge"])
        workspace.load()
        engine = workspace.models.chat.model._engine
        submit = engine.submit
        engine.submit = lambda job: (jobs.append(job), submit(job))[1]
        for question in questions:
            workspace.answer(question, mode="answer")
    texts = [(job.tokens, job.written) for job in jobs if job.written]
    written = sum(len(text) for _, text in texts)
    counted = [steps(prompt, text) for prompt, text in texts]
    guessed, plain = (sum(column) for column in zip(*counted, strict=True))
    print(f"{len(texts)} texts, {written} tokens: {guessed} steps with a guess, {plain} without")
    if guessed:
        print(f"tokens per step with a guess: {(written - plain) / guessed:.2f}")


if __name__ == "__main__":
    main()
