"""How well the mode of a message is recognised, on evals/modes.*.jsonl: by rules alone, and by rules and meaning.

    python bench/modes.py [--misses tuning|held_out|fresh] [SET.jsonl …]

Each line of a set holds a message and the mode it asks for. Prints, per set and part, the share recognised, the
confusion (rows: what is wanted, columns: what was taken) and the time per message. The parts "tuning" and
"held_out" were written by one hand, which knew both while it wrote the rules; only "fresh" was written by another hand
and looked at once the rules were finished.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from assistant.answer import Mode
from assistant.library.embedding import LocalEmbeddings
from assistant.mode_recognition import RECOGNISED, ModeRecognition, recognise
from assistant.models.catalogue import starter_embedder
from assistant.retrieval import MODES
from assistant.telemetry import silence_libraries

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted((ROOT / "evals").glob("modes.*.jsonl"))


def main() -> None:
    """Prints both ways for every set and part."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("sets", nargs="*", type=Path, default=SETS)
    arguments.add_argument("--misses", choices=["tuning", "held_out", "fresh"], help="print the misses of this part")
    given = arguments.parse_args()
    silence_libraries()
    embeddings = LocalEmbeddings(starter_embedder())
    embeddings.load()
    recognition = ModeRecognition(MODES, embeddings)
    recognition.prepare()
    for path in given.sets:
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for part in ("tuning", "held_out", "fresh"):
            chosen = [item for item in items if item["part"] == part]
            measure(f"{path.name} {part}: rules alone", chosen, recognise, misses=False)
            measure(f"{path.name} {part}: with meaning", chosen, recognition.recognise, misses=given.misses == part)


def measure(label: str, items: list[dict[str, str]], way: Callable[[str], Mode], *, misses: bool) -> None:
    """One way of recognising on one part of a set."""
    counts: Counter[tuple[str, str]] = Counter()
    seconds: list[float] = []
    for item in items:
        start = time.perf_counter()
        taken = way(item["message"])
        seconds.append(time.perf_counter() - start)
        counts[item["mode"], str(taken)] += 1
        if misses and taken != item["mode"]:
            print(f"  {item['id']} wanted {item['mode']}, taken {taken}: {item['message']}")
    right = sum(count for (wanted, taken), count in counts.items() if wanted == taken)
    slowest, middle = max(seconds), sorted(seconds)[len(seconds) // 2]
    print(
        f"{label}: {right} of {len(items)} ({right / len(items):.3f}); ms {1000 * middle:.1f}, max {1000 * slowest:.1f}"
    )
    print(f"{'':12}" + "".join(f"{mode:>9}" for mode in RECOGNISED))
    for wanted in RECOGNISED:
        print(f"{wanted:>12}" + "".join(f"{counts[wanted, str(taken)]:>9}" for taken in RECOGNISED))


if __name__ == "__main__":
    main()
