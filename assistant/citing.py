"""Finds the citation marks that models write and takes them out of a text.

[1], [1][2], [1, 2], [1-3], (1), [Quelle 1], [source 1], (Textstelle 2), 【1†source】, ^1, ¹ and footnotes as links.
Where a mark points is decided by `grounding`, from the words.
"""

import re

_NAMES = (
    r"quellen?|textstellen?|stellen?|passagen?"
    r"|dokumente?|sources?|passages?|documents?|docs?|refs?|nr\.?|no\.?|abschnitt"
)
_LIST = r"\d{1,3}(?:\s?(?:[,;&–-]|und|and)\s?(?:(?:" + _NAMES + r")\s)?\d{1,3}){0,9}"
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A number in round brackets is a mark only where the sentence ends: "Nord (8)" is none within one.
_MARK = re.compile(
    rf"\s{{0,3}}(?:[\[【]\s?\^?(?:(?:{_NAMES}):?\s?)?(?P<square>{_LIST})(?:†[^\]】\n]{{0,40}})?\s?[\]】]"
    r"(?:\(#?[\w-]{0,40}\))?"
    rf"|\((?:(?:vgl\.|siehe|see)\s)?(?:{_NAMES}):?\s(?P<named>{_LIST})\)"
    r"|\((?P<round>\d{1,2}(?:,\s?\d{1,2}){0,5})\)(?=\s{0,3}(?:[.!?,;]|$|[\[(【]))"
    r"|\^\{?(?P<raised>\d{1,2})\}?|(?P<small>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?=[\s.!?,;]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_UNIT_BEFORE = re.compile(r"(?:\b[mc]?m|[a-z]\d|\d)$")


def marked(text: str, passages: int) -> tuple[str, list[int]]:
    """The text without its citation marks, and the numbers they name in reading order; there are `passages` to cite,
    so that "(99)" is a number and no mark where there are six."""
    numbers: list[int] = []

    def take(match: re.Match[str]) -> str:
        raised = match["raised"] or match["small"]
        if raised and _UNIT_BEFORE.search(text[max(0, match.start() - 3) : match.start()]):
            return match.group()  # m², 10^6
        written = match["square"] or match["named"] or match["round"] or raised
        named = _listed(written.translate(_SUPERSCRIPT))
        if match["round"] and max(named) > passages:
            return match.group()
        numbers.extend(named)
        return ""

    return _MARK.sub(take, text), list(dict.fromkeys(numbers))


# Images go, of a link the words stay, an address leaves a gap.
_IMAGE = re.compile(
    r"!\[[^\]\n]{0,300}\](?:\([^)\n]{0,2000}\)?|\[[^\]\n]{0,100}\])|<img\b[^<>]{0,2000}>?", re.IGNORECASE
)
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^)\n]{0,2000}\)?|</?[a-z][^<>]{0,2000}>", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp|javascript|data|file|mailto):|//(?=\w)|\bwww\.)[^\s<>\"')\]]{2,}", re.IGNORECASE
)


def without_links(text: str, known: str) -> str:
    """The text without images, links and HTML, and without addresses that do not stand in the `known` text."""
    bare = _LINK.sub(lambda link: link[1] or "", _IMAGE.sub("", text))
    return _ADDRESS.sub(lambda found: found.group() if found.group().rstrip(".,;:!?") in known else "…", bare)


def _listed(written: str) -> list[int]:
    """'1, 2' and '1-3' as numbers."""
    ends = re.fullmatch(r"(\d+)\s?[–-]\s?(\d+)", written)
    if ends and 0 <= int(ends[2]) - int(ends[1]) < 10:
        return list(range(int(ends[1]), int(ends[2]) + 1))
    return [int(number) for number in re.findall(r"\d+", written)]
