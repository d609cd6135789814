"""Finding counties, layers, structures and features by their names, aliases, pinyin and contents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from layers.definition import Selection
from layers.describe import Describer
from layers.messages import read_messages
from layers.model import MapView
from layers.spelling import Readings, fold, readings, spelled_at, words

LONGEST = 100  # characters of a question that are looked at


class Rank(IntEnum):
    """How well a word fits, best first."""

    EXACT = 1
    PREFIX = 2
    INSIDE = 3
    SPELLED = 4
    SPELLED_INSIDE = 5
    CONTENT = 6


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Parameters
    ----------
    selection
        What choosing it selects.
    name
        As shown.
    others
        Further names: aliases, and the name in the other language.
    where
        Words that tell it from its like: layer and counties.
    mapped
        Whether it is drawn.
    names, spoken
        Name and others, folded; and how each is spelled.
    content
        Folded text of what is known of it.
    """

    selection: Selection
    name: str
    others: tuple[str, ...]
    where: str
    mapped: bool
    names: tuple[str, ...]
    spoken: tuple[Readings, ...]
    content: str


@dataclass(frozen=True)
class Hit:
    """An entry that fits a question.

    Parameters
    ----------
    entry
        The entry.
    rank
        How well its least fitting word fits.
    also
        The alias by which it was found; empty when its name fits as well.
    """

    entry: Entry
    rank: Rank
    also: str


@dataclass(frozen=True)
class Index:
    """Everything that can be found in a city: counties, layers, structures, then features in tree order."""

    entries: tuple[Entry, ...]


def _entry(selection: Selection, names: Iterable[str], where: str, content: str, *, mapped: bool) -> Entry:
    given = tuple(dict.fromkeys(name for name in names if fold(name)))
    folded = tuple(fold(name) for name in given)
    return Entry(
        selection=selection,
        name=given[0] if given else selection.id,
        others=given[1:],
        where=where,
        mapped=mapped,
        names=folded,
        spoken=tuple(readings(name) for name in folded),
        content=fold(content),
    )


def _counties(describer: Describer, view: MapView) -> Iterator[Entry]:
    own = f"name_{describer.t.language}"
    for row in describer.frames.counties.drop(columns="geometry").to_dict("records"):
        chosen = Selection("feature", view.counties.layer_id, row["area_code"])
        yield _entry(chosen, (row[own], row["name_zh"], row["name_en"]), view.counties.title, "", mapped=True)


def _layers(describer: Describer, view: MapView) -> Iterator[Entry]:
    """Layers that hold anything, and the structures drawn in them."""
    frames, t = describer.frames, describer.t
    structure_of = dict(zip(frames.components["component_id"], frames.components["structure_id"], strict=True))
    structures = {row["structure_id"]: row for row in frames.structures.to_dict("records")}
    known = read_messages()
    for layer in view.layers:
        if not layer.total:
            continue
        titles = known.get(f"layer.{layer.layer_id}.title", {}).values()
        abstracts = known.get(f"layer.{layer.layer_id}.abstract", {}).values()
        chosen = Selection("layer", layer.layer_id, "")
        content = " ".join([layer.abstract, *abstracts])
        yield _entry(chosen, (layer.title, *titles), t("search.layer"), content, mapped=layer.drawn > 0)
        rows = [*layer.frame["feature_id"], *layer.unlocated["feature_id"]]
        for structure_id in dict.fromkeys(structure_of[row] for row in rows if row in structure_of):
            row = structures[structure_id]
            names = (row["name_zh"], row["name_en"])
            chosen = Selection("layer", layer.layer_id, structure_id)
            where = f"{t('search.structure')} · {layer.title}"
            yield _entry(chosen, names, where, row["note"], mapped=layer.drawn > 0)


def _features(describer: Describer, view: MapView) -> Iterator[Entry]:
    frames, t = describer.frames, describer.t
    also = frames.tables["feature_aliases"].groupby("feature_id")["alias_zh"].agg(tuple).to_dict()
    counties = dict(zip(frames.counties["area_code"], frames.counties[f"name_{t.language}"], strict=True))
    comma = "、" if t.language == "zh" else ", "
    for layer in view.layers:
        for rows, mapped in ((layer.frame, True), (layer.unlocated, False)):
            for feature_id, name, codes, facts in zip(
                rows["feature_id"], rows["name"], rows["area_codes"], rows["facts"], strict=True
            ):
                own = [counties[code] for code in codes if code in counties]
                where = " · ".join([layer.title, *([comma.join(own)] if 0 < len(own) < len(counties) else [])])
                content = " ".join([layer.title, *own, *(value for _, value in facts)])
                chosen = Selection("feature", layer.layer_id, str(feature_id))
                yield _entry(chosen, (name, *also.get(feature_id, ())), where, content, mapped=mapped)


def build_index(describer: Describer, view: MapView) -> Index:
    """Index of a city in the describer's language.

    Parameters
    ----------
    describer
        Of the city.
    view
        Its map with all layers, unfiltered.
    """
    return Index((*_counties(describer, view), *_layers(describer, view), *_features(describer, view)))


def _rank_in(word: str, name: str, spoken: Readings) -> Rank | None:
    """How a word fits one name."""
    if name.startswith(word):
        return Rank.EXACT if word == name else Rank.PREFIX
    latin = word.isascii() and word.isalpha()
    if word in name:
        return Rank.SPELLED_INSIDE if latin else Rank.INSIDE
    if not word.isascii():
        return None
    start = spelled_at(word, spoken)
    return None if start is None else Rank.SPELLED if start == 0 else Rank.SPELLED_INSIDE


def _excess(hit: Hit) -> int:
    """How much longer than asked the fitting name is, where it is spelled: its whole name comes before a longer one."""
    return len(hit.also or hit.entry.name) if hit.rank == Rank.SPELLED else 0


def _fit(words_asked: list[str], entry: Entry) -> Hit | None:
    """The entry as a hit if each word fits it somewhere."""
    worst, by = Rank.EXACT, 0
    for word in words_asked:
        ranks = [(_rank_in(word, *pair) or Rank.CONTENT, place) for place, pair in enumerate(_pairs(entry))]
        best, place = min(ranks, default=(Rank.CONTENT, 0))
        if best == Rank.CONTENT and word not in entry.content:
            return None
        if best != Rank.CONTENT:
            by = max(by, place)
        worst = max(worst, best)
    return Hit(entry, worst, entry.others[by - 1] if by else "")


def _best_fit(words_asked: list[str], entry: Entry) -> Hit | None:
    """The entry as a hit by all words together, as in a name with marks in it, or by each of them."""
    fits = [_fit(words_asked, entry)]
    if len(words_asked) > 1:
        fits.append(_fit(["".join(words_asked)], entry))
    return min((hit for hit in fits if hit is not None), key=lambda hit: hit.rank, default=None)


def _pairs(entry: Entry) -> Iterator[tuple[str, Readings]]:
    return zip(entry.names, entry.spoken, strict=True)


def find(index: Index, question: str, base_id: str) -> tuple[Hit, ...]:
    """What fits a question, best first.

    Each word of the question, in any order, must be found in a name, an
    alias, the spelling of one of these, or the contents. Counties come first,
    then what fits best; among equals the order of the tree stays.

    Parameters
    ----------
    index
        Output of :func:`build_index`.
    question
        What was typed.
    base_id
        Id of the county layer.

    Returns
    -------
    tuple
        Empty when nothing fits, or nothing was asked.
    """
    asked = words(question[:LONGEST])
    if not asked:
        return ()
    hits = [hit for entry in index.entries if (hit := _best_fit(asked, entry)) is not None]
    return tuple(sorted(hits, key=lambda hit: (hit.entry.selection.layer != base_id, hit.rank, _excess(hit))))
