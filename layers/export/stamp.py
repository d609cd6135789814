"""What every artefact of a briefing carries, so that it can be made again byte for byte."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layers.briefing import Briefing
from layers.export.gpkg import written_on
from layers.model import MapView


@dataclass(frozen=True)
class Imprint:
    """What a page or a deck says of itself.

    Parameters
    ----------
    title
        Heading.
    version
        Data version.
    views
        The briefing, or the text parameters of the views, as plain values.
    review_number
        审图号 of the map, if a reviewed one was made; empty by default.
    """

    title: str
    version: str
    views: Any
    review_number: str = ""

    @property
    def date(self) -> str:
        """Year and month of the data version: the date of the artefact."""
        return f"{written_on(self.version):%Y-%m}"

    def plain(self, language: str) -> dict[str, Any]:
        """Data version, views and a hash over both, the language and the review number."""
        content = {
            "data_version": self.version,
            "language": language,
            "review_number": self.review_number,
            "views": self.views,
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return content | {"hash": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}


def of_briefing(briefing: Briefing, version: str, title: str, review_number: str = "") -> Imprint:
    """The imprint of a whole briefing."""
    return Imprint(title, version, briefing.plain(), review_number)


def of_view(view: MapView, queries: Sequence[dict[str, str]] = (), review_number: str = "") -> Imprint:
    """The imprint of one map; without its definition, of the layers it shows."""
    shown = {"city": view.city_code, "layers": ",".join(layer.layer_id for layer in view.shown())}
    return Imprint(view.title, view.version, list(queries) or [shown], review_number)
