"""What can be filtered in a city, and a filter in plain words."""

from geo.frames import Frames
from layers.filters import Filters
from layers.messages import Messages


def known_codes(frames: Frames) -> dict[str, tuple[str, ...]]:
    """Dimension to the codes that can be chosen for a city."""
    tables = frames.tables
    sources = tables["sources"]
    return {
        "county": tuple(frames.counties["area_code"]),
        "sector": tuple(tables.titles("sector", "zh")),
        "status": tuple(tables.titles("status", "zh")),
        "source": tuple(sources.loc[sources["city_code"] == frames.city_code, "source_id"]),
        "accuracy": tuple(tables.titles("accuracy", "zh")),
    }


def titles(frames: Frames, name: str, t: Messages) -> dict[str, str]:
    """Code to words of one dimension."""
    if name == "county":
        counties = frames.counties
        return dict(zip(counties["area_code"], counties[f"name_{t.language}"], strict=True))
    if name == "source":
        return frames.source_titles(t.language)
    return frames.tables.titles(name, t.language)


def in_words(frames: Frames, filters: Filters, t: Messages) -> str:
    """What is kept, in plain words: ``县市区 桂阳县；状态 在建或加快建设``."""
    said = []
    for name, codes in filters.kept.items():
        if codes:
            words = titles(frames, name, t)
            said.append(f"{t(f'filter.{name}')} {'、'.join(words[code] for code in codes)}")
    return "；".join(said)
