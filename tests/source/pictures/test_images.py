"""Picture files: their kinds, and what is wrong with them."""

from __future__ import annotations

import io

import pytest

from companion.errors import InputError
from companion.source.pictures.images import picture_kind, pictures_of

Image = pytest.importorskip("PIL.Image", reason="needs the extra ocr")


def saved(form: str, mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    if form == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    Image.new(mode, (40, 20), (200, 10, 10, 0)[: len(mode)]).save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("PNG", "png"),
        ("JPEG", "jpeg"),
        ("WEBP", "webp"),
        ("TIFF", "tiff"),
        ("GIF", "gif"),
        ("BMP", "bmp"),
        ("HEIF", "heic"),
    ],
)
def test_each_kind_is_known_by_its_content_and_opened(form, kind):
    """Protects files whose name says nothing, or something else."""
    data = saved(form)
    assert picture_kind(data) == kind
    (picture,) = pictures_of(data, "a")
    assert picture.shape == (20, 40, 3)


def test_what_is_transparent_is_white_and_a_photo_stands_upright():
    """Protects screenshots with a transparent ground, and photos taken with the phone on its side."""
    (picture,) = pictures_of(saved("PNG", "RGBA"), "a.png")
    assert picture[0, 0].tolist() == [255, 255, 255]
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    (picture,) = pictures_of(saved("JPEG", exif=exif), "a.jpg")
    assert picture.shape == (40, 20, 3)


def test_the_pages_of_a_tiff_come_one_after_the_other():
    """Protects scans of several pages in one file."""
    out = io.BytesIO()
    Image.new("L", (30, 20), 255).save(
        out, "TIFF", save_all=True, append_images=[Image.new("L", (20, 30), 255)]
    )
    assert [p.shape[:2] for p in pictures_of(out.getvalue(), "a.tif")] == [(20, 30), (30, 20)]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "HEIF"])
def test_a_damaged_picture_is_one_line(form):
    """Protects from a traceback: whatever byte is wrong, the file is named and it is said that it is damaged."""
    data = saved(form)
    for cut in (30, len(data) // 2):
        broken = data[:cut]
        if picture_kind(broken) != picture_kind(data):
            continue
        try:
            list(pictures_of(broken, "a"))
        except InputError as error:
            assert "a: is no whole" in str(error)
    for at in range(12, len(data), max(1, len(data) // 60)):
        flipped = bytearray(data)
        flipped[at] ^= 0xFF
        try:
            list(pictures_of(bytes(flipped), "a"))
        except InputError as error:
            assert str(error).startswith("a: ")


@pytest.mark.parametrize("in_notebook", [True, False])
def test_a_person_who_waits_is_told_how_far_it_is_and_nobody_else(in_notebook, monkeypatch, capsys):
    """Protects the reader in a notebook, whose streams are no terminal, and logs and pipes from a bar."""
    from companion.source.pictures import progress

    monkeypatch.setattr(progress, "_in_notebook", lambda: in_notebook)
    assert list(progress.told("甲乙丙", 3)) == ["甲", "乙", "丙"]
    assert ("text recognition" in capsys.readouterr().err) is in_notebook
