"""How well a request for risks is told from a question about stored ones, on evals/risk_requests.*.jsonl.

    python bench/risk_requests.py [--misses tuning|held_out]

Each line holds a message and what it wants: "proposals" or "evidence" from documents. Prints the share decided right
and the misses of a part. Both parts were written by one hand, before the rules; "held_out" was not looked at while
they were written.
"""

import argparse
import json
from pathlib import Path

from assistant.risks.request import description_in

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted((ROOT / "evals").glob("risk_requests.*.jsonl"))
# The stored projects that the messages may name: those of knowledge/examples.
PROJECTS = ("rechnungserkennung", "support-assistant", "wartung-pumpen")


def main() -> None:
    """Prints the shares of every set and part."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--misses", choices=["tuning", "held_out"], help="print the misses of this part")
    given = arguments.parse_args()
    for path in SETS:
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for part in ("tuning", "held_out"):
            chosen = [item for item in items if item["part"] == part]
            missed = [item for item in chosen if wanted(item["message"]) != item["wants"]]
            right = len(chosen) - len(missed)
            print(f"{path.name} {part}: {right} of {len(chosen)} ({right / len(chosen):.3f})")
            for item in missed if given.misses == part else ():
                print(f"  {item['id']} wanted {item['wants']}: {item['message']}")


def wanted(message: str) -> str:
    """What the rules take a message for."""
    return "evidence" if description_in(message, projects=PROJECTS) is None else "proposals"


if __name__ == "__main__":
    main()
