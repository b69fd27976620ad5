"""Writes German-English pairs of names (countries, languages, months, things) from Unicode CLDR.

    python -m training.names OUT.tsv.gz PACKAGE_FOLDER [PACKAGE_FOLDER…]

The folders are the unpacked npm packages cldr-annotations-full, cldr-localenames-full, cldr-dates-full and
cldr-units-full (Unicode License V3). Strings under the same keys in de/ and en/ are a pair. Does not
download.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.reading import Pair

NAME = re.compile(r"^[^\W\d_][\w .,’'()&/-]{2,80}$")


def strings(content: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """All strings of a JSON document with the keys (and list places) that lead to them."""
    if isinstance(content, str):
        yield keys, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from strings(value, (*keys, "*" if key in {"de", "en"} else key))
    elif isinstance(content, list) and len(content) == 1:  # longer lists do not correspond one to one
        yield from strings(content[0], (*keys, "0"))


def name_pairs(folder: Path) -> list[Pair]:
    """Pairs of one package; words of three letters and more, no patterns with placeholders."""
    pairs: list[Pair] = []
    for german_file in sorted(folder.rglob("de/*.json")):
        english_file = german_file.parent.parent / "en" / german_file.name
        english = dict(strings(json.loads(english_file.read_text(encoding="utf-8"))))
        for keys, german in strings(json.loads(german_file.read_text(encoding="utf-8"))):
            other = english.get(keys, "")
            if "identity" not in keys and NAME.match(german) and NAME.match(other):
                pairs.append(Pair(german, other))
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("packages", type=Path, nargs="+")
    arguments = parser.parse_args()
    pairs = sorted({pair for folder in arguments.packages for pair in name_pairs(folder)})
    with gzip.open(arguments.out, "wt", encoding="utf-8") as lines:
        lines.writelines(f"{pair.first}\t{pair.second}\n" for pair in pairs)
    print(f"{len(pairs)} pairs")


if __name__ == "__main__":
    main()
