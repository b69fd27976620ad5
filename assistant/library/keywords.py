"""Finds passages by their words: BM25 over German and English stems and over character 4-grams.

The only place that knows tantivy. Stems find inflected words, 4-grams find the parts of German compounds and
misspelt words. Umlauts and ß are folded on both sides. It stores no text.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import tantivy

from assistant.errors import IndexDamaged
from assistant.language import ENGLISH_FUNCTION_WORDS, GERMAN_FUNCTION_WORDS, fold, fold_umlauts, words
from assistant.library.index_folder import IndexFolder
from assistant.library.vectors import day_number
from assistant.passages import Filter, Passage

GRAM = 4
_STEMMERS = {"de": "german", "en": "english"}
_FUNCTION_WORDS = {
    "de": frozenset(map(fold_umlauts, GERMAN_FUNCTION_WORDS)),
    "en": frozenset(map(fold, ENGLISH_FUNCTION_WORDS)),
}
# Small against stems: 4-grams are many, and each says little.
GRAM_WEIGHT = 0.35
HEAP = 64_000_000


class KeywordIndex:
    """BM25 over the passages; every passage is indexed in its own language and as 4-grams."""

    def __init__(self, folder: IndexFolder) -> None:
        self.folder = folder
        self._stems = {language: _stemmer(name) for language, name in _STEMMERS.items()}
        self._open()

    def _open(self) -> None:
        path = self.folder.path / "tantivy"
        path.mkdir(exist_ok=True)
        with self._door():
            self._index = tantivy.Index(_schema(), path=str(path), reuse=True)
            self._schema = self._index.schema
            self._index.register_tokenizer("words", _whitespace())
            self._index.reload()

    @contextmanager
    def _door(self) -> Iterator[None]:
        folder = self.folder.path  # as it is now: another thread may start again meanwhile
        try:
            yield
        except (ValueError, OSError, RuntimeError) as error:
            raise IndexDamaged(folder=folder, detail=str(error)) from error

    def count(self) -> int:
        """How many passages there are."""
        with self._door():
            return int(self._index.searcher().num_docs)

    def replace(self, passages: Sequence[Passage], removed: Sequence[str]) -> None:
        """Indexes passages, known ones anew, and forgets the removed ids; all or nothing."""
        with self._door(), self.folder.writing():
            writer = self._index.writer(heap_size=HEAP, num_threads=1)
            for id_ in [*removed, *(passage.id for passage in passages)]:
                writer.delete_documents_by_term("id", id_)
            for passage in passages:
                writer.add_document(self._document(passage))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    def _document(self, passage: Passage) -> tantivy.Document:
        text = searchable_text(passage)
        return tantivy.Document(
            id=passage.id,
            project=passage.project or "",
            kind=str(passage.kind),
            day=day_number(passage.date),
            grams=" ".join(grams(text)),
            **{passage.language: " ".join(self.stems(text, passage.language))},
        )

    def stems(self, text: str, language: str) -> list[str]:
        """The folded stems of the content words of a text, in reading order, repetitions kept."""
        folded = fold_umlauts(text) if language == "de" else fold(text)
        kept = [word for word in words(folded.replace("-", " ")) if word not in _FUNCTION_WORDS[language]]
        return self._stems[language].analyze(" ".join(kept))

    def search(self, text: str, limit: int, only: Filter) -> list[tuple[str, float]]:
        """(id, BM25) of the best passages, best first."""
        terms = [(language, stem, 1.0) for language in _STEMMERS for stem in dict.fromkeys(self.stems(text, language))]
        content = " ".join(word for word in words(text) if not _is_function_word(word))
        terms += [("grams", gram, GRAM_WEIGHT) for gram in dict.fromkeys(grams(content))]
        filters = self._filters(only)
        with self._door():
            wanted = [(tantivy.Occur.Should, self._term(field, term, weight)) for field, term, weight in terms]
            if not wanted:
                return []
            query = tantivy.Query.boolean_query([*filters, *wanted], minimum_number_should_match=1)
            searcher = self._index.searcher()
            hits = searcher.search(query, limit, count=False).hits
            return [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]

    def frequency(self, stem: str, language: str) -> int:
        """In how many passages of a language a stem occurs."""
        with self._door():
            return int(self._index.searcher().doc_freq(language, stem))

    def start_again(self) -> None:
        """Throws everything away, files included."""
        self.folder.start_again()
        self._open()

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, term, index_option="freq")
        return tantivy.Query.boost_query(query, weight) if weight != 1.0 else query

    def _filters(self, only: Filter) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        # Constant score 0: a filter decides what may be found, not how well it fits.
        queries = []
        if only.project is not None:
            queries.append(tantivy.Query.term_query(self._schema, "project", only.project))
        if only.kinds:
            queries.append(tantivy.Query.term_set_query(self._schema, "kind", [str(kind) for kind in only.kinds]))
        if only.since is not None:
            first = day_number(only.since)
            queries.append(tantivy.Query.range_query(self._schema, "day", tantivy.FieldType.Integer, lower_bound=first))
        return [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in queries]


def searchable_text(passage: Passage) -> str:
    """What is indexed of a passage: title and headings too, since they name what the text talks about."""
    return "\n".join([passage.title, *passage.headings, passage.text])


def grams(text: str) -> list[str]:
    """Character 4-grams of each folded word, shorter words whole: 'Pumpe' gives 'pump', 'umpe'."""
    found = []
    for word in words(fold_umlauts(text)):
        found += [word[start : start + GRAM] for start in range(max(1, len(word) - GRAM + 1))]
    return found


def _is_function_word(word: str) -> bool:
    return fold_umlauts(word) in _FUNCTION_WORDS["de"] or fold(word) in _FUNCTION_WORDS["en"]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("project", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    for name in (*_STEMMERS, "grams"):
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    return builder.build()


def _whitespace() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def _stemmer(name: str) -> tantivy.TextAnalyzer:
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return analyzer.filter(tantivy.Filter.stemmer(name)).build()
