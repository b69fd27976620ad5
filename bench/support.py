"""How well the support of a sentence is decided, on evals/support.*.jsonl: by words, by meaning, by both.

    python bench/support.py [--misses tuning|held_out] [SET.jsonl …]

Each line of a set holds a sentence, a passage and the support it has in it: 'quoted', 'similar' or 'unsupported', with
the kind of change made to the passage's own words. False support, an unsupported sentence called quoted or similar, is
the worst error; quoted and similar taken for each other is the least. The part "held_out" of a set was not looked at
while the rules were written and the thresholds fixed. Also measured: the time for ten sentences and six passages.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant import grounding
from assistant.library.embedding import LocalEmbeddings
from assistant.models.catalogue import starter_embedder
from assistant.passages import Passage
from assistant.sentences import sentence_texts

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted((ROOT / "evals").glob("support.*.jsonl"))
LABELS = ("quoted", "similar", "unsupported")
# Of meaning alone: tried as thresholds for "similar".
COSINES = (0.8, 0.9)


class Meaning:
    """Cosines of a sentence with texts, each text embedded once."""

    def __init__(self) -> None:
        self._embeddings = LocalEmbeddings(starter_embedder())
        self._embeddings.load()
        self._known: dict[str, object] = {}

    def __call__(self, sentence: str, texts: Sequence[str]) -> list[float]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= zip(new, self._embeddings.encode_passages(new), strict=True)
        asked = self._embeddings.encode_question(sentence)
        return [float(self._known[text] @ asked) for text in texts]  # type: ignore[operator]


def main() -> None:
    """Prints a confusion table per set, part and way of deciding; with --misses what both decides wrongly."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("sets", nargs="*", type=Path, default=SETS)
    arguments.add_argument("--misses", choices=["tuning", "held_out"], help="print the misses of this part")
    given = arguments.parse_args()
    meaning = Meaning()
    for path in given.sets:
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for part in ("tuning", "held_out"):
            chosen = [item for item in items if item["part"] == part]
            print(f"{path.name} {part}: {len(chosen)} pairs")
            print_confusion("words alone", [(item, by_rules(item, None)) for item in chosen])
            for cosine in COSINES:
                print_confusion(f"meaning ≥ {cosine}", [(item, by_meaning(item, meaning, cosine)) for item in chosen])
            both = [(item, by_rules(item, meaning)) for item in chosen]
            print_confusion("both", both)
            if given.misses == part:
                print_misses(both, meaning)
    print_speed(SETS)


def passage_of(item: dict[str, str]) -> Passage:
    """The passage of a pair."""
    return Passage(
        id=item["id"],
        text=item["passage"],
        document=item["document"],
        title="",
        headings=(item["heading"],),
        language=item["id"][:2],
    )


def by_rules(item: dict[str, str], meaning: Meaning | None) -> str:
    """The support as answers get it; the weakest, where it is taken for several sentences."""
    checked = grounding.check(item["sentence"], [passage_of(item)], similarity=meaning)
    return str(max((sentence.support for sentence in checked), key=lambda support: LABELS.index(str(support))))


def by_meaning(item: dict[str, str], meaning: Meaning, cosine: float) -> str:
    """'similar' where a sentence of the passage, or the passage, means much the same; never 'quoted'."""
    texts = [*sentence_texts(item["passage"]), item["passage"]]
    return "similar" if max(meaning(item["sentence"], texts)) >= cosine else "unsupported"


def print_confusion(name: str, decided: Sequence[tuple[dict[str, str], str]]) -> None:
    """One line per way: for each label what it was taken for, and the false support."""
    counts = Counter((item["label"], got) for item, got in decided)
    cells = "  ".join(f"{label[:2]}→" + "/".join(str(counts[label, got]) for got in LABELS) for label in LABELS)
    unsupported = sum(counts["unsupported", got] for got in LABELS)
    false = unsupported - counts["unsupported", "unsupported"]
    supported = len(decided) - unsupported
    lost = counts["quoted", "unsupported"] + counts["similar", "unsupported"]
    print(f"  {name:15} {cells}  false support {false}/{unsupported}, support missed {lost}/{supported}")


def print_misses(decided: Sequence[tuple[dict[str, str], str]], meaning: Meaning) -> None:
    """Every pair decided otherwise than labelled, with the words' verdict."""
    for item, got in decided:
        if got != item["label"]:
            words = grounding.carried(item["sentence"], passage_of(item))
            likeness = meaning(item["sentence"], [grounding.passage_text(passage_of(item), words.spans)])[0]
            print(f"    {item['id']} {item['label']} ({item['kind']}) taken for {got}: {item['sentence']}")
            print(f"        words {words.share:.2f}, meaning {likeness:.2f}, objection {words.objection or '-'}")


def print_speed(sets: Sequence[Path]) -> None:
    """Milliseconds for ten sentences against six passages of about 1,200 characters, by words."""
    items = [json.loads(line) for path in sets for line in path.read_text(encoding="utf-8").splitlines()]
    texts = list(dict.fromkeys(item["passage"] for item in items))
    taken = []
    for start in range(0, 40, 4):
        joined = [" ".join(texts[(start + k + j) % len(texts)] for j in range(3))[:1200] for k in range(6)]
        passages = [
            Passage(id=str(n), text=f"{text} ({start})", document="", title="") for n, text in enumerate(joined)
        ]
        answer = " ".join(item["sentence"] for item in items[start * 7 : start * 7 + 10])
        begun = time.perf_counter()
        grounding.check(answer, passages)
        taken.append(1000 * (time.perf_counter() - begun))
    print(f"ten sentences, six passages: median {statistics.median(taken):.0f} ms, most {max(taken):.0f} ms")


if __name__ == "__main__":
    main()
