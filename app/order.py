"""A file as it is asked for, made in the app and by the command line alike; knows no Streamlit."""

from dataclasses import dataclass, replace

from app.commands_export import EVERYTHING, PAGE
from geo import frames, paths
from geo.crs import CGCS2000, STORAGE
from geo.frames import Frames
from layers import catalog, damage, filter_words
from layers.definition import ViewDefinition
from layers.export import everything, formats, html, reference, shapefile
from layers.export.selection import ALL, layers_chosen, not_filtered
from layers.export.table import Request
from layers.messages import Messages
from layers.model import Layer, MapView

KINDS = (*formats.FORMATS, PAGE, EVERYTHING)


def systems_of(kind: str) -> list[str]:
    """The systems that a format can be written in, its first choice first."""
    found = formats.FORMATS.get(kind)
    if found is None:
        return [STORAGE]
    if found.systems == "metric":
        return ["belt", "belt-zone"]
    offered = [STORAGE] if found.systems == "wgs84" else [STORAGE, CGCS2000, "belt", "belt-zone"]
    return [*offered, reference.GCJ02] if found.shifted else offered


def offered(loaded: Frames, whole: MapView) -> tuple[Layer, ...]:
    """The layers of a city that a file can hold: those with rows that could be read."""
    lost = damage.unread(loaded, whole)
    return tuple(layer for layer in (whole.counties, *whole.layers) if layer.total and layer.layer_id not in lost)


@dataclass(frozen=True)
class Order:
    """What a file is to hold, and how.

    Parameters
    ----------
    view
        City, language, filter and, for the map page, what the map shows.
    names
        Ids of the layers, or ``all``; nothing for the map page.
    kind
        One of :data:`KINDS`.
    system, encoding
        Reference system by name; ``UTF-8`` or ``GBK`` for a Shapefile.
    each
        A file for each layer, in a ZIP.
    """

    view: ViewDefinition
    names: tuple[str, ...]
    kind: str
    system: str = STORAGE
    encoding: str = shapefile.ENCODINGS[0]
    each: bool = False

    def request(self, loaded: Frames, drawn: MapView, t: Messages) -> Request:
        """The layers with the rows that the filter keeps.

        Parameters
        ----------
        loaded
            Data of the city.
        drawn
            The map of :attr:`view`.
        t
            Words of its language.

        Raises
        ------
        AtlasError
            There is no such layer, or the reference system does not hold the data.
        """
        lost = damage.unread(loaded, drawn)
        filters = self.view.filters
        found = layers_chosen(drawn, self.names, filters)
        kept = tuple(layer for layer in found if layer.layer_id not in lost)
        system = reference.resolve(self.system, (drawn.counties, *kept))
        words = filter_words.in_words(loaded, filters, t)
        return Request(drawn, kept, t, system, self.encoding, words, not_filtered(kept, filters, t), self.each)

    def check(self, request: Request) -> None:
        """Refuse what the format cannot hold.

        Raises
        ------
        ExportError
            Nothing to write, or a system or encoding that the format does not know.
        """
        if self.kind in formats.FORMATS:
            formats.check(formats.FORMATS[self.kind], request)

    def file_name(self, request: Request) -> str:
        """A name that tells city, content and data version."""
        stem = f"{request.view.city_code}_{'map' if self.kind == PAGE else self.kind}_{request.view.version}"
        if self.kind == PAGE:
            return f"{stem}.html"
        if self.kind == EVERYTHING:
            return f"{stem}.zip"
        return formats.file_name(formats.FORMATS[self.kind], request)

    def mime(self, request: Request) -> str:
        """Media type of the file."""
        if self.kind == PAGE:
            return "text/html"
        return formats.ZIP if self.kind == EVERYTHING else formats.mime(formats.FORMATS[self.kind], request)

    def make(self, request: Request) -> bytes:
        """The finished file, read back where the format allows.

        Raises
        ------
        AtlasError
            It cannot be written, or does not hold what was asked for.
        """
        if self.kind == PAGE:
            return html.map_page(request.view, request.t)
        if self.kind == EVERYTHING:
            where = paths.from_environment()
            return everything.make(request, frames.package_files(where), frames.notices(where))
        return formats.make(formats.FORMATS[self.kind], request)

    def command(self) -> str:
        """The command that writes the same bytes."""
        query = self.view.to_query()
        wanted = ["city", "lang"] if self.kind == EVERYTHING else ["city", "lang", "filter"]
        if self.kind == PAGE:
            wanted += ["layers", "fill", "classes", "opacity", "view"]
        words = ["python", "-m", "app", "export", *self.names, "--format", self.kind]
        for name in wanted:
            if query.get(name):
                words += [f"--{name}", query[name]]
        if self.system != STORAGE:
            words += ["--crs", self.system]
        if self.encoding != shapefile.ENCODINGS[0]:
            words += ["--encoding", self.encoding]
        # No value of a view needs quotes, which every shell writes differently.
        return " ".join([*words, *(["--each"] if self.each else [])])


def of_everything(view: ViewDefinition) -> Order:
    """Everything of a city, whatever the filter."""
    return Order(replace(view, filters=type(view.filters)({})), (ALL,), EVERYTHING)


def of_page(view: ViewDefinition, names: tuple[str, ...]) -> Order:
    """The map with some of its layers; the counties are its ground."""
    return Order(replace(view, layers=tuple(name for name in names if name != catalog.BASE.LAYER_ID)), (), PAGE)
