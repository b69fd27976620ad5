"""The product's search over the texts of an evaluation: words find, vectors find where no word does."""

from pathlib import Path

import numpy as np
import pytest

from assistant.library.searching import Search
from training.whole_search import Texts, WordsAndVectors, keyword_index, owners_found

TEXTS = [
    "Die Pumpe verliert Öl, weil die Dichtung spröde geworden ist. " * 3,
    "Der Lieferant hat die Frist für das Angebot zweimal verlängert. " * 3,
    "Im Keller steht Wasser, seit die Leitung im Winter gebrochen ist. " * 3,
]
ASKED = {"Warum verliert die Pumpe Öl?": [0, 1.0], "Wer kommt damit nicht hinterher?": [1.0, 0]}
NEAR = np.array([[0, 1.0], [1.0, 0], [0.6, 0.8]], dtype=np.float32)


@pytest.mark.parametrize(
    ("question", "languages", "first"),
    [
        ("Warum verliert die Pumpe Öl?", ("de", "en"), "pump"),
        ("Warum verliert die Pumpe Öl?", ("en",), "pump"),  # words alone suffice
        ("Wer kommt damit nicht hinterher?", ("de", "en"), "supplier"),  # no word in common
    ],
)
def test_words_and_vectors_find_the_owner(
    tmp_path: Path, question: str, languages: tuple[str, ...], first: str
) -> None:
    texts = Texts(TEXTS)
    questions = {text: np.array(vector, dtype=np.float32) for text, vector in ASKED.items()}
    sides = WordsAndVectors(keyword_index(tmp_path, texts), NEAR, questions=questions, languages=languages)
    owners = {"pump": 7, "supplier": 3}
    found = owners_found(Search(texts, sides), question, np.array([7, 3, 7]))
    assert found[0] == owners[first]
    assert len(found) == len(set(found))
