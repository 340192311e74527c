"""Words what an offer is to a need: the same thing, a kind of it, something that can be used for it, or a guess.

A card is called by its title; the name of what it was read as follows in brackets where the title does not say it.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from app.common.messages import N_
from app.common.turkish import match_key, turkish_lower
from app.i18n.catalogue import Translator
from app.i18n.term_words import capital

# Longer titles are cut at a word, that the use still fits into two lines.
_TITLE: Final = 44
# What stands behind these in a title is a remark.
_REMARK: Final = re.compile(r"\s+[(\[–-].*$|\s*[;|].*$")
_WORD: Final = re.compile(r"[^\W_]+")
# Names of deeds and places ("kurutma", "sera"): a thing is fit for these, and takes the place of others.
_DEED: Final = re.compile(
    r"((?<!malze)m[ea](s[iı])?|üretimi|kazanımı|dönüşümü?|yardımı|s?yonu?|liği|metalurjisi|kürü|şarjı|bağış|sera"
    r"|bankası|barınağı|ihtiyacı)$"
)
_LENT: Final = frozenset({"capacity_equipment", "space", "logistics", "people"})
_MADE: Final = frozenset({"material", "byproduct_waste"})
_FLOWING: Final = frozenset({"energy", "water", "gas"})

# Places as the precedents write them; others are the same in both languages.
PLACES: Final = (
    N_("Aegean"),
    N_("China"),
    N_("India"),
    N_("UK"),
    N_("Wales NISP"),
    N_("UK NISP"),
)
_PLANNED: Final = re.compile(r"planned|dataset|generic|feasib|stream", re.IGNORECASE)
_NOTE: Final = re.compile(r"\s*\((?![A-Z]{2}\))[^)]*\)")
_FIGURES: Final = re.compile(r"\s*\([^)]*\d[^)]*\)")


def say_use(params: Mapping[str, Any], t: Translator) -> str:
    """The use as a sentence; names how it is done."""
    have, target, how = _card("have", params, t), name_in("target", params, t), _listed(name_in("process", params, t))
    exact = params["level"] == "serves"
    if exact and how and _says(how, target):
        said = t("{have} may suit this", have=have)
    elif _is_for(params):
        said = t("{have} may suit {target}", have=have, target=target)
    elif params["source_category"] in _MADE and params["target_category"] in _MADE:
        said = t("{have} can be processed into {target}", have=have, target=target)
    else:
        said = t("{have} can serve as {target}", have=have, target=target)
    if params["level"] == "serves_like":
        said = t("{said} (wanted, of the same class only: {want})", said=said, want=name_in("want", params, t))
    elif not exact:
        said = t("{said} (wanted: {want})", said=said, want=name_in("want", params, t))
    said = _begun(said, params, t)
    return t("{said}: {how}.", said=said, how=how) if how else t("{sentence}.", sentence=said)


def say_same(params: Mapping[str, Any], t: Translator) -> str:
    """What both cards name, as a sentence."""
    have, want, name = _title("have", params), _title("want", params), name_in("want", params, t)
    offered, level, ends = _card("have", params, t), params["level"], (params["have_as"], params["want_as"])
    if level == "kind" and ends[0] != "aside":
        said = t("{want} is wanted; {have} is a kind of it.", have=offered, want=name)
    elif level == "related":
        shared = name_in("shared", params, t)
        said = t("Of one class, {shared}: “{have}” is offered, “{want}” wanted.", shared=shared, have=have, want=want)
    elif level in ("same", "kind") and ends[0] == "aside" and ends[1] != "aside":
        said = t("{name} is wanted; “{have}” mentions it as a detail.", name=name, have=have)
    elif level == "same" and ends == ("head", "aside"):
        said = t("{have} is offered; whoever wants “{want}” names it too.", have=offered, want=want)
    elif level == "same" and ends == ("head", "head") and _both_say(params):
        said = t("The same thing is offered and wanted: {name}.", name=name)
    else:
        shared = name_in("have" if level == "broader" else "want", params, t)
        said = t("In common: {shared} (“{have}” is offered, “{want}” wanted).", shared=shared, have=have, want=want)
    return _begun(said, params, t)


def say_hint(params: Mapping[str, Any], t: Translator) -> str:
    """What may be behind the words of a card, told as the guess that it is, with these words."""
    said = _guessed_use(params, t) if "source_category" in params else _guessed_thing(params, t)
    return t("{guess}. {words}.", guess=_begun(said, params, t), words=_hinting(params, t))


def _guessed_use(params: Mapping[str, Any], t: Translator) -> str:
    target, how, fit = name_in("target", params, t), _listed(name_in("process", params, t)), _is_for(params)
    if params["hinted"] == "want":
        have = _card("have", params, t)
        if fit:
            said = t("{have} might suit {target}", have=have, target=target)
        else:
            said = t("{have} might be worth a thought as {target}", have=have, target=target)
    else:
        have, name = _title("have", params), name_in("have", params, t)
        if fit:
            said = t("if “{have}” is like {name}, it might suit {target}", have=have, name=name, target=target)
        else:
            said = t("if “{have}” is like {name}, it might do as {target}", have=have, name=name, target=target)
    if params["want_as"] and (want := name_in("want", params, t)) != target:
        said = t("{said} (wanted: {want})", said=said, want=want)
    return t("{said}: {how}", said=said, how=how) if how else said


def _guessed_thing(params: Mapping[str, Any], t: Translator) -> str:
    have, want = name_in("have", params, t), name_in("want", params, t)
    if params["hinted"] == "want":
        offered = _card("have", params, t)
        if have == want:
            return t("{have} is offered and might be what is wanted", have=offered)
        return t("{want} might be wanted; {have} is a kind of it", want=want, have=offered)
    title, wanted = _title("have", params), _card("want", params, t) if params["want_as"] == "aside" else want
    if have == want:
        return t("{want} is wanted and “{have}” might be it", want=wanted, have=title)
    return t("{want} is wanted and “{have}” might be a kind of it: {name}", want=wanted, have=title, name=have)


def _hinting(params: Mapping[str, Any], t: Translator) -> str:
    have, want = params["have_words"], params["want_words"]
    if have and want:
        return t("The offer speaks of: {have}; the need of: {want}", have=have, want=want)
    return t("The offer speaks of: {words}", words=have) if have else t("The need speaks of: {words}", words=want)


def _both_say(params: Mapping[str, Any]) -> bool:
    return all(_says(_title(key, params), str(params["want_tr"])) for key in ("have", "want"))


def _begun(said: str, params: Mapping[str, Any], t: Translator) -> str:
    """With a capital; titles are Turkish in either language."""
    return capital(said, "tr" if said.startswith(_title("have", params)) else t.language)


def word_use(params: Mapping[str, Any], t: Translator) -> str:
    """The use in a few words: "talaş → gözenek yapıcı"."""
    have, target = name_in("have", params, t), name_in("target", params, t)
    return f"{have} → {target}" if have and target else ""


def word_same(params: Mapping[str, Any], t: Translator) -> str:
    """What both cards name in a few words."""
    have, want, shared = (name_in(key, params, t) for key in ("have", "want", "shared"))
    if shared:
        return t("only the class: {shared}", shared=shared)
    return want if have == want else f"{have} → {want}"


def word_hint(params: Mapping[str, Any], t: Translator) -> str:
    """The guess in a few words, with those that hint at it; where none is worth telling, the words of both cards."""
    if "rank" not in params:
        return str(params["words"])
    have, want = name_in("have", params, t), name_in("target" if "source_category" in params else "want", params, t)
    words = "; ".join(params[key] for key in ("have_words", "want_words") if params[key])
    return t("perhaps {what} ({words})", what=want if have == want else f"{have} → {want}", words=words)


def word_precedent(params: Mapping[str, Any], t: Translator) -> str:
    """Who did it before, as a sentence: what became what, and where."""
    before = params.get("before")
    place = _place(before["place"]) if before else ""
    if not before or not place:
        return ""
    resource, use = (_FIGURES.sub("", name_in(key, before, t)) for key in ("resource", "use"))
    return t("Done before: {resource} → {use} ({place}).", resource=resource, use=_small(use), place=t(place))


def word_conditions(params: Mapping[str, Any], t: Translator) -> str:
    """The question whether the offer is what the use asks for; empty where nothing is known."""
    conditions = _listed(name_in("conditions", params, t))
    return t("Does it meet what this use asks for: {conditions}?", conditions=conditions) if conditions else ""


def _is_for(params: Mapping[str, Any]) -> bool:
    """Whether the offer is fit for the target, rather than taking its place."""
    source, target = params["source_category"], params["target_category"]
    if target == "expertise_service" or (target in _LENT and source not in _LENT):
        return True
    return (target == "use" and source in _FLOWING) or _DEED.search(params["target_tr"]) is not None


def _listed(text: str) -> str:
    return text.replace("; ", ", ")


def _card(key: str, params: Mapping[str, Any], t: Translator) -> str:
    """A card's title and, in brackets, what it was read as, where the title does not say so."""
    title, name = _title(key, params), name_in(key, params, t)
    if params[f"{key}_as"] == "aside":
        return t("the {name} that “{title}” mentions", name=name, title=title)
    return title if _says(title, name) else f"{_REMARK.sub('', title)} ({name})"


def _title(key: str, params: Mapping[str, Any]) -> str:
    title = str(params.get(key, "")).strip()
    if len(title) > _TITLE:
        title = _REMARK.sub("", title) or title
    return title if len(title) <= _TITLE else title[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,.-/") + "…"


def _says(title: str, name: str) -> bool:
    """Whether each word of the name begins a word of the title, endings aside."""
    words = _WORD.findall(match_key(title))
    parts = [part[: max(3, len(part) - 2)] for part in _WORD.findall(match_key(_NOTE.sub("", name)))]
    return all(any(word.startswith(part) for word in words) for part in parts)


def _small(text: str) -> str:
    """Within a sentence: a small first letter, but for abbreviations."""
    return text if text[1:2].isupper() else turkish_lower(text[:1]) + text[1:]


def _place(text: str) -> str:
    """The first place of a precedent without remarks; empty where nothing has been done there yet."""
    first = text.partition(";")[0]
    return "" if _PLANNED.search(first) else _NOTE.sub("", first.partition(":")[0]).strip()


def name_in(key: str, params: Mapping[str, Any], t: Translator) -> str:
    """A name that came along in both languages (`key_tr`, `key_en`)."""
    return str(params.get(f"{key}_{t.language}") or params.get(f"{key}_tr") or "")
