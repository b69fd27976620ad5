"""Chooses German word pieces for the English tokenizer and writes tokenizer and model with the new rows.

    python -m training.vocabulary TEACHER_FOLDER OUT_FOLDER --pairs PAIRS.tsv.gz [PAIRS…]
        --german SECTIONS.tsv.gz --english SECTIONS.tsv.gz [--pieces 14000]

Normaliser and splitting into words stay as they are (lower case, accents removed: "für" and "fur" are one
word, ß stays), so a text without umlauts gives the same pieces. A piece that English text would use too is
dropped: English is split as before. The new rows start from their English translations (training.aligning).
Does not train the encoder.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from training.aligning import Aligned, translations
from training.encoding import load_encoder, load_tokenizer, token_ids
from training.reading import Pair, read_glossary, read_pairs

SHORTEST = {"start": 4, "continuation": 4}  # letters: shorter new pieces would turn up in English names
ENGLISH_SHARE = 0.01  # of a piece's uses: above it the piece counts as English too
INSIDE = "##"  # stands before a piece that continues a word
ENGLISH_USES = 12  # of a glossary word in the English texts: more and it stays as it is split now


def word_counts(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs after the tokenizer's own normalising and splitting."""
    counts: Counter[str] = Counter()
    for text in texts:
        normal = tokenizer.normalizer.normalize_str(text)
        counts.update(word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal))
    return counts


def pieces_of(word: str, vocabulary: set[str]) -> list[str]:
    """WordPiece of one word: the longest piece first; the word itself if a letter is unknown."""
    pieces: list[str] = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        end = next((e for e in range(len(word), start, -1) if prefix + word[start:e] in vocabulary), 0)
        if not end:
            return [word]
        pieces.append(prefix + word[start:end])
        start = end
    return pieces


def used(counts: Counter[str], vocabulary: set[str]) -> Counter[str]:
    """How often each piece is used when the counted words are split with this vocabulary."""
    uses: Counter[str] = Counter()
    for word, count in counts.items():
        for piece in pieces_of(word, vocabulary):
            uses[piece] += count
    return uses


def candidates(german: Counter[str], size: int) -> set[str]:
    """Pieces of a WordPiece vocabulary learnt on the German words alone, long enough to be German."""
    learner = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    learner.normalizer = normalizers.BertNormalizer()
    learner.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=size, min_frequency=5, show_progress=False)
    # The trainer counts words itself; repeating each word by a damped count keeps the input small.
    words = (" ".join([word] * min(2000, count)) for word, count in german.items() if count >= 5)
    learner.train_from_iterator(words, trainer)
    return {
        piece
        for piece in learner.get_vocab()
        if piece.removeprefix("##").isalpha()
        and len(piece.removeprefix("##")) >= SHORTEST["continuation" if piece.startswith("##") else "start"]
    }


def choose(german: Counter[str], english: Counter[str], old: set[str], pieces: int) -> list[str]:
    """The most used new German pieces that leave English as it is, most used first."""
    new = candidates(german, pieces * 2) - old
    for _ in range(3):
        in_german, in_english = used(german, old | new), used(english, old | new)
        scale = german.total() / english.total()
        new = {p for p in new if in_german[p] >= 5 and in_english[p] * scale <= ENGLISH_SHARE * in_german[p]}
    return [piece for piece, _ in used(german, old | new).most_common() if piece in new][:pieces]


def glossary_pieces(
    tokenizer: Tokenizer, glossary: Sequence[Pair], known: set[str], english: Counter[str]
) -> dict[str, str]:
    """German words of the glossary that get a piece of their own, with their translation."""
    wanted: dict[str, str] = {}
    for german, translation in glossary:
        word = tokenizer.normalizer.normalize_str(german)
        if word.isalpha() and len(word) >= SHORTEST["start"] and word not in known:
            wanted.setdefault(word, translation)
    in_english = used(english, known | set(wanted))
    return {word: translation for word, translation in wanted.items() if in_english[word] <= ENGLISH_USES}


def extended_tokenizer(folder: Path, new: Sequence[str]) -> dict:
    """The folder's tokenizer.json with the new pieces at its end, without padding and truncation."""
    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = content["model"]["vocab"]
    for piece in new:
        vocabulary[piece] = len(vocabulary)
    return content | {"padding": None, "truncation": None}


def new_rows(old_rows: np.ndarray, parts: Sequence[Sequence[int]], aligned: Sequence[Aligned]) -> np.ndarray:
    """First value of each new row [pieces, dimension]: its translations, else the mean of its old pieces.

    parts: the old ids that spelt the piece; aligned: translations of the piece with weights (may be empty).
    The surer the alignment, the more the translation counts; rows get the usual length of old rows.
    """
    usual = np.linalg.norm(old_rows[1000:], axis=1).mean()
    centre = old_rows[1000:].mean(axis=0)
    rows = np.empty((len(parts), old_rows.shape[1]), dtype=np.float32)
    for row, (spelling, one) in enumerate(zip(parts, aligned, strict=True)):
        mean = old_rows[list(spelling)].mean(axis=0)
        if one.ids:
            translated = np.average(old_rows[list(one.ids)], axis=0, weights=one.weights)
            mean = one.sure * translated + (1 - one.sure) * mean
        away = mean - centre
        rows[row] = centre + away * np.sqrt(max(usual**2 - centre @ centre, 0)) / np.linalg.norm(away)
    return rows


def write_extended(
    teacher: Path, out: Path, *, new: Sequence[str], translated: dict[str, str], pairs: Sequence[Pair]
) -> None:
    """Writes tokenizer and model (float32) with one row a new piece; `translated` overrules the alignment."""
    tokenizer = load_tokenizer(teacher)
    backend = tokenizer.backend_tokenizer
    parts = [backend.encode(p.removeprefix("##"), add_special_tokens=False).ids for p in new]
    content = extended_tokenizer(teacher, new)
    out.mkdir(parents=True, exist_ok=True)
    (out / "new_pieces.txt").write_text("\n".join(new) + "\n", encoding="utf-8")
    (out / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (out / "tokenizer_config.json").write_text((teacher / "tokenizer_config.json").read_text(encoding="utf-8"))
    size = len(content["model"]["vocab"])
    extended = load_tokenizer(out)
    german = token_ids(extended, [p.first for p in pairs], 48)
    english = token_ids(tokenizer, [p.second for p in pairs], 48)  # old ids only: they have rows already
    aligned = translations(german, english, wanted=range(size - len(new), size), size=size)
    for place, piece in enumerate(new):
        if piece in translated:
            ids = backend.encode(translated[piece], add_special_tokens=False).ids
            aligned[place] = Aligned(tuple(ids), (1 / len(ids),) * len(ids), 1.0)
    model = load_encoder(teacher)
    old_rows = model.get_input_embeddings().weight.detach().numpy()
    rows = np.concatenate([old_rows, new_rows(old_rows, parts, aligned)])
    model.resize_token_embeddings(size, mean_resizing=False)
    model.get_input_embeddings().weight.data = torch.from_numpy(rows)
    model.save_pretrained(out)
    for piece, one in list(zip(new, aligned, strict=True))[:: max(1, len(new) // 40)]:
        print(piece, f"{one.sure:.2f}", [extended.convert_ids_to_tokens(int(i)) for i in one.ids])


def report(tokenizer_old: Path, tokenizer_new: Path, texts: dict[str, list[str]]) -> None:
    """Prints tokens a text before and after and how many texts are split differently."""
    old, new = load_tokenizer(tokenizer_old), load_tokenizer(tokenizer_new)
    for name, some in texts.items():
        before, after = token_ids(old, some, 512), token_ids(new, some, 512)
        changed = np.mean([not np.array_equal(a, b) for a, b in zip(before, after, strict=True)])
        print(
            f"{name}: {np.mean([*map(len, before)]):.1f} -> {np.mean([*map(len, after)]):.1f} tokens a text, "
            f"{changed:.2%} of the texts split differently"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="German, English")
    parser.add_argument("--german", type=Path, required=True, help="German queries and passages")
    parser.add_argument("--english", type=Path, required=True, help="English queries and passages")
    parser.add_argument("--pieces", type=int, default=14_000)
    parser.add_argument("--glossary", type=Path, default=Path(__file__).parent / "glossary.tsv")
    arguments = parser.parse_args()
    pairs = [pair for path in arguments.pairs for pair in read_pairs(path)]
    backend = load_tokenizer(arguments.teacher).backend_tokenizer
    german_texts = [p.first for p in pairs] + [text for pair in read_pairs(arguments.german) for text in pair]
    english_texts = [p.second for p in pairs] + [text for pair in read_pairs(arguments.english) for text in pair]
    english = word_counts(backend, english_texts)
    new = choose(word_counts(backend, german_texts), english, set(backend.get_vocab()), arguments.pieces)
    glossary = read_glossary(arguments.glossary)
    translated = glossary_pieces(backend, glossary, set(backend.get_vocab()) | set(new), english)
    new += translated
    print(f"{len(new)} new pieces, {len(translated)} of them from the glossary")
    write_extended(arguments.teacher, arguments.out, new=new, translated=translated, pairs=pairs)
    report(arguments.teacher, arguments.out, {"German": german_texts[::20], "English": english_texts[::20]})


if __name__ == "__main__":
    main()
