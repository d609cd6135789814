"""The options by which a command names a view, and the map that they describe.

The same text parameters as in the address of the app (:mod:`layers.definition`).
What the app replaces by a default and names, a command refuses. Example::

    @click.command()
    @view_options("city", "lang", "layers", "filter")
    @in_words
    def draw(asked: Query) -> None:
        chosen = choose(asked)
        ...  # chosen.view, chosen.t, chosen.frames, chosen.words
        sys.exit(chosen.exit_code)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl

import click

from geo import frames, paths
from geo.errors import ViewError
from geo.frames import Frames
from geo.issues import Issue, Severity, unread
from layers import catalog, compose, filter_words, views
from layers.definition import Known, ViewDefinition, from_query
from layers.messages import LANGUAGES, Messages
from layers.model import Layer, MapView

Query = Mapping[str, str]
Command = Callable[..., None]
ALL = "all"
_HELP = {
    "city": "City code; the first city of the data if not given.",
    "lang": f"{' or '.join(LANGUAGES)}; zh if not given.",
    "layers": "Layer ids with commas between, or all; those that a city opens with if not given.",
    "filter": "Such as county~431021~431081 or status~building; may be repeated: a row must meet each. "
    "Kinds: county, sector, status, source, accuracy.",
    "fill": "How counties are coloured.",
    "classes": "Classes of a measure: natural~5, quantile~4, equal~3 or own~10~20.",
    "opacity": "Layers that let the map shine through: parks~50,roads~80 in per cent.",
    "view": "Extent: west,south,east,north in degrees.",
}
_SHOWN = 12  # issues said in full


def view_options(*names: str) -> Callable[[Command], Command]:
    """Options for a command that takes ``asked``: the text parameters of the view that was asked for.

    Parameters
    ----------
    names
        Parameters of a view that the command takes; ``--address`` gives them
        all at once, and an option beside it goes before.
    """

    def add(command: Command) -> Command:
        @wraps(command)
        def run(*args: Any, **kwargs: Any) -> None:
            address = kwargs.pop("address")
            asked = {key: value for key, value in _parsed(address).items() if key in names}
            for name in names:
                given = kwargs.pop(f"view_{name}")
                text = ".".join(given) if name == "filter" else given
                if text:
                    asked[name] = text
            command(*args, asked=asked, **kwargs)

        click.option("--address", default="", help="Address of the app whose view is meant.")(run)
        for name in reversed(names):
            click.option(
                f"--{name}",
                f"view_{name}",
                multiple=name == "filter",
                default=() if name == "filter" else "",
                help=_HELP[name],
            )(run)
        return run

    return add


def _parsed(address: str) -> dict[str, str]:
    return dict(parse_qsl(address.rpartition("?")[2], keep_blank_values=True))


@dataclass(frozen=True)
class Chosen:
    """A view that a command was asked for.

    Parameters
    ----------
    frames
        Data of its city.
    definition
        What was asked for.
    t
        Words of its language.
    whole
        The map with every layer, unfiltered.
    view
        The map asked for.
    words
        Its filter in plain words; empty for none.
    """

    frames: Frames
    definition: ViewDefinition
    t: Messages
    whole: MapView
    view: MapView
    words: str

    @property
    def exit_code(self) -> int:
        """1 if there are errors in the data, else 0."""
        return int(any(issue.severity == Severity.ERROR for issue in self.frames.issues))

    def unread(self, layer: Layer) -> bool:
        """Whether what a layer shows could not be read, so that its count is unknown."""
        lost = unread(self.frames.issues)
        no_boundary = layer.layer_id == catalog.BASE.LAYER_ID and self.frames.boundary_origin == "none"
        return no_boundary or not lost.keys().isdisjoint(layer.tables)


def choose(asked: Query) -> Chosen:
    """The map that the parameters describe; errors of the data are said on stderr.

    Raises
    ------
    UnknownCityError
        There is no such city.
    ViewError
        A parameter names what there is not.
    """
    where = paths.from_environment()
    city = asked.get("city") or next(iter(frames.city_codes(frames.load_tables(where))), "")
    loaded = frames.load(where, city)
    for line in issue_lines(loaded.issues):
        click.echo(line, err=True)
    known = views.known(frames.city_codes(loaded.tables), lambda _city: loaded)
    query = {**asked, "city": city}
    if query.get("layers") == ALL:
        query["layers"] = ",".join(known.layer_ids)
    _refuse_twice(query.get("filter", ""))
    definition = from_query(query, known)
    _refuse_unknown(definition, known)
    t = Messages(definition.language)
    whole = compose.compose(loaded, t)
    return Chosen(
        frames=loaded,
        definition=definition,
        t=t,
        whole=whole,
        view=views.draw(loaded, definition, t, whole),
        words=filter_words.in_words(loaded, definition.filters, t),
    )


def _refuse_twice(text: str) -> None:
    """A kind of filter without a code would keep everything, and one given twice only what came last."""
    kinds = [part.partition("~")[0] for part in text.split(".") if part]
    for part in text.split("."):
        kind, mark, _ = part.partition("~")
        if part and (not mark or kinds.count(kind) > 1):
            msg = f"--filter {part} 写法不对：" + ("没有代码。" if not mark else f"{kind} 写了两次。")
            raise ViewError(msg, f"把要保留的代码写在一起，如 {kind}~甲~乙。")


def _refuse_unknown(definition: ViewDefinition, known: Known) -> None:
    if not definition.unknown:
        return
    name, _, value = definition.unknown[0].partition("=")
    codes = known.codes(definition.city)
    kind, _, _ = value.partition("~")
    allowed = {
        "lang": LANGUAGES,
        "layers": (ALL, *known.layer_ids),
        "fill": known.fills(definition.city),
        "filter": [f"{kind}~{code}" for code in codes[kind]] if kind in codes else [f"{kind}~…" for kind in codes],
    }.get(name, ())
    msg = f"--{name} 不认识“{value}”。"
    raise ViewError(msg, f"可用：{'、'.join(allowed)}。" if allowed else f"写法：{_HELP.get(name, '')}")


def issue_lines(issues: tuple[Issue, ...]) -> list[str]:
    """Errors of the data and refused boundary files, a line each, the first dozen in full."""
    told = [issue for issue in issues if issue.severity == Severity.ERROR or issue.type == "boundary-refused"]
    lines = [issue_line(issue) for issue in told[:_SHOWN]]
    if len(told) > _SHOWN:
        lines.append(f"…另有 {len(told) - _SHOWN} 处，运行 python -m app check 查看。")
    return lines


def issue_line(issue: Issue) -> str:
    """``[error] parks/cz-park-001/source_id (row-without-source) …``."""
    place = "/".join(part for part in (issue.table, issue.row, issue.field) if part)
    return f"[{issue.severity}] {place} ({issue.type}) {issue.message}"
