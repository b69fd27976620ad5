"""Pages as pictures: drawn in the real child process, the boxes checked against the ink."""

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from assistant.errors import PageNotShown
from assistant.library.formats.page_picture import LONGEST_SIDE, MOST_PIXELS, PageImage, scale_of
from assistant.library.ingesting import content_hash_of
from assistant.library.page_images import KEPT, PageImages
from assistant.manifest import StoredDocument
from tests.samples import document, passage

WritePdf = Callable[..., Path]
LINE = "Die Prüfung der Größe dauert 1.000,50 Stunden."
BROKEN = [(72, 700, 11, "Der Befund war klar, weil die Ma-"), (72, 686, 11, "schine den Sensor nicht erkannte.")]


@pytest.fixture(scope="module")
def images() -> Iterator[PageImages]:
    opened = PageImages()
    yield opened
    opened.close()


def changed(path: Path, change: Callable[[pypdfium2.PdfPage], object]) -> Path:
    """The file with its first page changed."""
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    change(pdf[0])
    pdf.save(path)
    return path


def picture(image: PageImage) -> Image.Image:
    return Image.open(BytesIO(image.content)).convert("L")


def ink_outside(image: PageImage) -> int:
    """Dark pixels that no box covers, or misses by two pixels."""
    ink = picture(image).point(lambda value: 255 if value < 128 else 0)
    covered = Image.new("L", ink.size, 0)
    for left, top, width, height in image.boxes:
        edges = (left * image.width, top * image.height, (left + width) * image.width, (top + height) * image.height)
        covered.paste(255, tuple(round(edge) + grown for edge, grown in zip(edges, (-2, -2, 2, 2), strict=True)))
    return sum(ImageChops.subtract(ink, covered).histogram()[1:])


def test_a_page_is_a_picture_of_the_usual_width(images: PageImages, write_pdf: WritePdf) -> None:
    image = images.image(write_pdf([[(72, 700, 11, LINE)]]), 1, [LINE])
    assert (image.width, picture(image).size) == (1100, (image.width, image.height))
    assert image.media_type == "image/png" and image.has_text  # print is smaller as PNG
    ((left, top, width, height),) = image.boxes
    assert left == pytest.approx(72 / 595, abs=0.003) and top < (842 - 700) / 842 < top + height
    assert ink_outside(image) == 0 and height < 0.03


def test_a_quote_over_two_lines_has_two_boxes(images: PageImages, write_pdf: WritePdf) -> None:
    image = images.image(write_pdf([BROKEN]), 1, ["weil die Maschine den Sensor nicht erkannte."])
    assert len(image.boxes) == 2
    first, second = image.boxes
    assert first[0] > second[0] and first[1] < second[1]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_on_a_turned_page_the_box_lies_on_the_ink(images: PageImages, write_pdf: WritePdf, degrees: int) -> None:
    path = changed(write_pdf([[(72, 700, 11, LINE)]]), lambda page: page.set_rotation(degrees))
    image = images.image(path, 1, [LINE])
    assert (image.width > image.height) == (degrees != 180)
    assert len(image.boxes) == 1 and ink_outside(image) == 0


def test_on_a_cropped_page_the_box_lies_on_the_ink(images: PageImages, write_pdf: WritePdf) -> None:
    path = changed(write_pdf([[(72, 700, 11, LINE)]]), lambda page: page.set_cropbox(50, 600, 500, 750))
    image = images.image(path, 1, [LINE])
    assert image.width / image.height == pytest.approx(450 / 150, rel=0.01)
    assert len(image.boxes) == 1 and ink_outside(image) == 0


def test_what_is_cropped_away_has_no_box(images: PageImages, write_pdf: WritePdf) -> None:
    path = changed(write_pdf([[(72, 700, 11, LINE)]]), lambda page: page.set_cropbox(0, 0, 595, 400))
    assert images.image(path, 1, [LINE]).boxes == ()


def test_columns_are_marked_each_for_itself(images: PageImages, write_pdf: WritePdf) -> None:
    left = [(72, 700 - 14 * n, 11, text) for n, text in enumerate(("Links steht der", "erste Satz ganz."))]
    right = [(330, 700 - 14 * n, 11, text) for n, text in enumerate(("Rechts steht der", "zweite Satz ganz."))]
    image = images.image(write_pdf([left + right]), 1, ["Rechts steht der zweite Satz ganz."])
    assert len(image.boxes) == 2 and all(box[0] > 0.5 for box in image.boxes)


def test_a_page_without_text_is_shown_and_says_so(images: PageImages, write_pdf: WritePdf) -> None:
    image = images.image(write_pdf([[]]), 1, [LINE])
    assert (image.boxes, image.has_text) == ((), False)


def test_what_is_not_on_the_page_has_no_box(images: PageImages, write_pdf: WritePdf) -> None:
    image = images.image(write_pdf([[(72, 700, 11, LINE)], [(72, 700, 11, "Anderes.")]]), 2, [LINE])
    assert (image.boxes, image.has_text) == ((), True)


@pytest.mark.parametrize(
    ("width", "height"), [(595, 842), (842, 595), (14_400, 14_400), (1, 14_400), (14_400, 1), (72, 72), (200, 4_000)]
)
def test_a_picture_of_any_page_stays_within_its_limits(width: float, height: float) -> None:
    scale = scale_of(width, height)
    assert width * height * scale**2 <= MOST_PIXELS + 1 and max(width, height) * scale <= LONGEST_SIDE + 1


def test_a_huge_page_is_shown(images: PageImages, write_pdf: WritePdf) -> None:
    path = changed(write_pdf([[(72, 700, 11, LINE)]]), lambda page: page.set_mediabox(0, 0, 14_400, 14_400))
    assert images.image(path, 1, [LINE]).width == 1100


@pytest.mark.parametrize("page", [0, -1, 3])
def test_a_page_that_does_not_exist_is_named(images: PageImages, write_pdf: WritePdf, page: int) -> None:
    with pytest.raises(PageNotShown) as caught:
        images.image(write_pdf([[(72, 700, 11, LINE)]] * 2), page, [])
    assert f"Eine Seite {page} gibt es nicht; das Dokument hat 2 Seiten." in caught.value.in_language("de")


def test_a_locked_file_is_not_shown(images: PageImages, write_pdf: WritePdf) -> None:
    with pytest.raises(PageNotShown, match="protected by a password"):
        images.image(write_pdf([[(72, 700, 11, LINE)]], locked=True), 1, [])


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("kaputt.pdf", b"%PDF-1.4 und dann nichts mehr", "beschädigt"),
        ("leer.pdf", b"", "beschädigt"),
        ("brief.docx", b"PK", "Format .docx"),
    ],
)
def test_what_is_no_pdf_is_not_shown(images: PageImages, tmp_path: Path, name: str, content: bytes, text: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PageNotShown) as caught:
        images.image(tmp_path / name, 1, [])
    assert text in caught.value.in_language("de") and name in caught.value.in_language("de")


def test_a_file_that_cannot_be_opened_is_not_shown(images: PageImages, tmp_path: Path) -> None:
    with pytest.raises(PageNotShown, match="cannot be opened"):
        images.image(tmp_path / "fehlt.pdf", 1, [])


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_shown(write_pdf: WritePdf) -> None:
    hasty = PageImages(time_limit=1.0)
    endless = [(72, 700, 11, "(")] * 400_000
    began = time.monotonic()
    with pytest.raises(PageNotShown, match="stopped after 1 seconds"):
        hasty.image(write_pdf([endless]), 1, [])
    assert time.monotonic() - began < 15
    assert hasty.image(write_pdf([[(72, 700, 11, LINE)]]), 1, [LINE]).boxes
    hasty.close()


def test_a_picture_is_kept_until_the_file_changes(images: PageImages, write_pdf: WritePdf) -> None:
    path = write_pdf([[(72, 700, 11, LINE)]])
    first = images.image(path, 1, [LINE])
    assert images.image(path, 1, [LINE]) is first
    assert images.image(path, 1, []) is not first
    write_pdf([[(72, 700, 11, LINE), (72, 600, 11, LINE)]])
    assert images.image(path, 1, [LINE]).content != first.content


def test_only_the_last_pictures_are_kept(images: PageImages, write_pdf: WritePdf) -> None:
    path = write_pdf([[(72, 700, 11, LINE)]])
    first = images.image(path, 1, [LINE])
    for number in range(KEPT):
        images.image(path, 1, [f"{number}"])
    assert images.image(path, 1, [LINE]) is not first


# --- of stored documents ---


def stored(path: Path) -> StoredDocument:
    return document(str(path), id=7, content_hash=content_hash_of(path))


PASSAGE = passage(LINE, id="7-abc", document="p/datei.pdf", page=1)


def test_the_page_of_a_passage_is_shown(images: PageImages, write_pdf: WritePdf) -> None:
    documents = [document(id=70), stored(write_pdf([[(72, 700, 11, LINE)]]))]
    assert len(images.image_of(PASSAGE, [LINE], documents=documents).boxes) == 1


def test_a_changed_file_is_not_shown(images: PageImages, write_pdf: WritePdf) -> None:
    documents = [stored(write_pdf([[(72, 700, 11, LINE)]]))]
    write_pdf([[(72, 700, 11, "Ganz anderes.")]])
    with pytest.raises(PageNotShown, match="has changed since it was read") as caught:
        images.image_of(PASSAGE, [LINE], documents=documents)
    assert "p/datei.pdf" in caught.value.in_language("de") and "geändert" in caught.value.in_language("de")


def test_a_file_that_is_gone_is_not_shown(images: PageImages, write_pdf: WritePdf) -> None:
    path = write_pdf([[(72, 700, 11, LINE)]])
    documents = [stored(path)]
    path.unlink()
    for known in (documents, []):
        with pytest.raises(PageNotShown, match="no longer in its place"):
            images.image_of(PASSAGE, [LINE], documents=known)
