"""Finds the sentences of a German or English text, with their places.

Rules over punctuation and abbreviations; no statistics. A list item and a table row count as a sentence. Where a
full stop could be either, the text is left whole: a sentence too long is better than one cut.
"""

import re

# With a full stop behind them, these do not end a sentence.
_ABBREVIATIONS = frozenset(
    """
    abb abs abt allg anm art bspw bzgl bzw ca co corp dipl dr ebd ehem engl etc evtl ff fr ggf ggfs hr hrsg
    inc inkl insb jr kap lfd lt ltd max mind min mio mr mrd mrs ms nr no o.ä prof rd resp s sog sr st std str
    stv tab tel u.a u.ä usw usf vgl vol vs z.b z.t zzgl zzt d.h i.d.r o.g u.u v.a e.g i.e al approx dept est
    fig figs jan feb mär mar apr jun jul aug sep sept okt oct nov dez dec mo di mi do fr sa so
    """.split()
)
_MONTHS = (
    "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
    "jan|feb|mär|apr|jun|jul|aug|sep|okt|nov|dez"
)
_ORDINAL_FOLLOWER = re.compile(
    rf"\s+(?:{_MONTHS}|quartal|halbjahr|woche|kalenderwoche|sitzung|auflage|absatz|kapitel|stufe|phase|version|sprint|\d)",
    re.I,
)
_END = re.compile(r"[.!?…]+[\"'”“’»)\]]*(?=\s|$)")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•|>]|\d+[.)]\s))|(?<=\|)\n")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence in reading order, without surrounding white space."""
    spans = []
    start = 0
    for block_end in [match.start() for match in _BLOCK.finditer(text)] + [len(text)]:
        spans += _in_block(text, start, block_end)
        start = block_end
    return spans


def sentence_texts(text: str) -> list[str]:
    """The sentences themselves, white space squeezed."""
    return [" ".join(text[start:end].split()) for start, end in sentences(text)]


def _in_block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    is_row = text[start:end].lstrip().startswith("|")
    for match in _END.finditer(text, start, end):
        if match.end() < end and (is_row or not _ends_sentence(text, match)):
            continue
        spans.append(_trimmed(text, start, match.end()))
        start = match.end()
    spans.append(_trimmed(text, start, end))
    return [span for span in spans if span[0] < span[1]]


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    after = text[end.end() : end.end() + 30]
    following = after.lstrip()[:1]
    if not end.group().startswith(".") or end.group().startswith(".."):
        return not following.islower()
    line = text[max(0, end.start() - 30) : end.start()].rpartition("\n")
    before = re.search(r"[^\s(„“\"'|]+$", line[2])
    word = before.group().lower() if before else ""
    if word in _ABBREVIATIONS or re.fullmatch(r"(?:[a-zäöü]\.)*[a-zäöü]", word):
        # "usw." and "etc." may close a sentence; the next word tells.
        return word in ("usw", "usf", "etc", "co") and following.isupper()
    if re.fullmatch(r"\d{1,2}", word) and _ORDINAL_FOLLOWER.match(after):
        return False
    if re.fullmatch(r"\d{1,2}", line[2].strip()) and (line[1] or end.start() <= 2):
        return False  # the number of a list item
    return not following.islower()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
