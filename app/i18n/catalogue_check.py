"""Compares the texts marked in the source with the Turkish catalogue: `python -m app.i18n.catalogue_check`.

A text is marked by `N_("…")`, or by handing it to a translator: `t("…")`, `_t("…")`, `self.ui.language.t("…")`,
`t.plural("…", "…", n)`. The first argument is a literal or something that holds a marked text; a text put together at
run time (f-string, `+`, `%`, `.format`) can never be found in a catalogue and is a fault.
"""

import ast
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

from app.common.resources import resource_path

_MARKERS = {"N_", "t", "_t"}
Key = tuple[str, ...]  # (text,) or (singular, plural)


class Fault(NamedTuple):
    """Something to mend, with the place in which to mend it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Marked(NamedTuple):
    """A marked text: one source string, or singular and plural."""

    place: str
    key: Key


def marked_texts(root: Path) -> tuple[list[Marked], list[Fault]]:
    """All marked texts of the Python files under `root`, and the calls that mark nothing findable."""
    marked: list[Marked] = []
    faults: list[Fault] = []
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call):
                continue
            place = f"{path.relative_to(root.parent)}:{call.lineno}"
            for found in _read_call(call):
                if isinstance(found, str):
                    faults.append(Fault(place, found))
                else:
                    marked.append(Marked(place, found))
    return marked, faults


def _read_call(call: ast.Call) -> Iterator[Key | str]:
    """Keys marked by the call, or what is wrong with it, as text."""
    if _is_plural(call):
        if len(call.args) < 3 or not all(_literal(argument) for argument in call.args[:2]):
            yield "plural() takes singular, plural and the count, the first two as plain literals"
            return
        yield tuple(str(ast.literal_eval(argument)) for argument in call.args[:2])
        return
    name = _name(call.func)
    if name not in _MARKERS:
        return
    if not call.args:
        yield f"{name}() without a text"
        return
    for text in _branches(call.args[0]):
        if _literal(text):
            yield (str(ast.literal_eval(text)),)
        elif name == "N_" or _composed(text):
            yield f"{name}() needs a plain literal: a text put together at run time has no translation"


def _is_plural(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "plural" and _name(call.func.value) in _MARKERS


def _name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    """The values that an argument can take: both arms of `a if c else b`."""
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    else:
        yield node


def _composed(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join"}
    return not isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def catalogue_faults(marked: list[Marked], folder: Path) -> list[Fault]:
    """What is missing, surplus, doubled or differently filled in the `.po` files of `folder`."""
    faults: list[Fault] = []
    places = {item.key: item.place for item in reversed(marked)}
    known: dict[Key, polib.POEntry] = {}
    for path in sorted(folder.glob("*.po")):
        for entry in polib.pofile(path.read_text(encoding="utf-8")):
            place = f"{path.name}:{entry.linenum}"
            key: Key = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
            if entry.obsolete:
                faults.append(Fault(place, f"obsolete entry: {entry.msgid!r}"))
                continue
            if key in known and _forms(known[key]) != _forms(entry):
                faults.append(Fault(place, f"translated differently in another entry: {entry.msgid!r}"))
            if key not in places:
                faults.append(Fault(place, f"surplus entry, no such text in the source: {entry.msgid!r}"))
            known[key] = entry
            faults.extend(Fault(place, message) for message in _entry_faults(entry))
    faults.extend(Fault(place, f"no Turkish text for {key[0]!r}") for key, place in places.items() if key not in known)
    return faults


def _forms(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return [form for _place, form in sorted(entry.msgstr_plural.items())]
    return [entry.msgstr]


def _entry_faults(entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy:
        yield f"fuzzy entry: {entry.msgid!r}"
    wanted = _placeholders(entry.msgid_plural or entry.msgid)
    for form in _forms(entry) or [""]:
        if not form.strip():
            yield f"empty translation: {entry.msgid!r}"
        elif _placeholders(form) != wanted:
            yield f"placeholders differ: {entry.msgid!r} / {form!r}"
        elif form.strip() != form and entry.msgid.strip() == entry.msgid:
            yield f"blank at an end of the translation: {entry.msgid!r}"


def _placeholders(text: str) -> set[tuple[str, str]] | None:
    """Names and formats of the placeholders; None where the braces do not match."""
    try:
        return {
            (name, spec or "") for _text, name, spec, _conversion in string.Formatter().parse(text) if name is not None
        }
    except ValueError:
        return None


def check(source: Path, folder: Path) -> list[Fault]:
    """Every fault of the marked texts under `source` against the catalogue in `folder`."""
    marked, faults = marked_texts(source)
    return [*faults, *catalogue_faults(marked, folder)]


def main() -> int:
    """Print the faults of the program's own source; exit status 1 where there are any."""
    faults = check(Path(__file__).resolve().parents[1], resource_path("translations", "tr"))
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
