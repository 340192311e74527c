"""The program's own texts: each has its Turkish, none is left over, placeholders agree."""

from pathlib import Path

import app
from app.common.resources import resource_path
from app.i18n.catalogue_check import check, marked_texts

SOURCE = Path(app.__file__).parent


def test_turkish_is_complete() -> None:
    faults = check(SOURCE, resource_path("translations", "tr"))
    assert not faults, "\n".join(map(str, faults))


def test_source_strings_are_english() -> None:
    marked, _faults = marked_texts(SOURCE)
    texts = [text.replace("İzmir", "").replace("Sinerji Masası", "") for item in marked for text in item.key]
    turkish = [text for text in texts if any(letter in "ıİğĞşŞ" for letter in text)]
    assert not turkish
    assert len(marked) > 100
