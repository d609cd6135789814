"""What the app makes and what its command writes are the same bytes."""

import shlex
from dataclasses import replace

import pytest
from click.testing import CliRunner

from app import cli, order
from app.order import EVERYTHING, KINDS, PAGE, Order
from geo import frames
from geo.errors import AtlasError
from geo.frames import Frames
from geo.paths import from_environment
from layers import catalog, views
from layers.compose import compose
from layers.definition import ViewDefinition
from layers.filters import Filters
from layers.messages import Messages
from layers.model import MapView

CITY = "431000"
FILTERED = Filters({"county": ("431021",), "status": ("building", "planned")})


@pytest.fixture(scope="module")
def loaded() -> Frames:
    return frames.load(from_environment(), CITY)


@pytest.fixture(scope="module")
def whole(loaded: Frames) -> MapView:
    return compose(loaded, Messages("zh"))


ORDERS = {
    "one file": Order(ViewDefinition(CITY), ("energy", "railways"), "gpkg"),
    "a file each": Order(ViewDefinition(CITY), ("energy", "railways"), "gpkg", each=True),
    "filtered": Order(ViewDefinition(CITY, filters=FILTERED), ("county_industries", "projects"), "xlsx"),
    "belt and GBK": Order(ViewDefinition(CITY), ("energy",), "shp", "belt", "GBK"),
    "one layer a file": Order(ViewDefinition(CITY, "en"), ("energy", "railways"), "geojson"),
    "drawing": Order(ViewDefinition(CITY), ("energy",), "dxf", "belt-zone"),
    "page": order.of_page(ViewDefinition(CITY, filters=FILTERED, opacity=(("roads", 0.5),)), ("roads", "towns")),
    "everything": order.of_everything(ViewDefinition(CITY, filters=FILTERED)),
}


@pytest.mark.parametrize("name", ORDERS)
def test_command_writes_the_same_bytes(name: str, loaded: Frames, whole: MapView) -> None:
    wanted = ORDERS[name]
    t = Messages(wanted.view.language)
    drawn = views.draw(loaded, wanted.view, t, whole if wanted.view.language == "zh" else None)
    request = wanted.request(loaded, drawn, t)
    wanted.check(request)
    made = wanted.make(request)
    python, dash, module, *words = shlex.split(wanted.command())
    assert (python, dash, module) == ("python", "-m", "app")
    result = CliRunner().invoke(cli.main, [*words, "--out", "-", "--quiet"])
    assert result.stderr == ""
    assert result.exit_code == 0
    assert made == result.stdout_bytes


def test_every_format_is_offered_in_a_system_that_it_can_hold(loaded: Frames, whole: MapView) -> None:
    for kind in KINDS:
        for system in order.systems_of(kind):
            wanted = Order(ViewDefinition(CITY), ("energy",), kind, system)
            wanted.check(wanted.request(loaded, whole, Messages("zh")))
    assert {PAGE, EVERYTHING} < set(KINDS)


def test_names_tell_the_files_apart(loaded: Frames, whole: MapView) -> None:
    names = {name: wanted.file_name(wanted.request(loaded, whole, Messages("zh"))) for name, wanted in ORDERS.items()}
    assert len(set(names.values())) == len(names)
    assert names["page"].endswith(".html")
    assert names["everything"].endswith(".zip")
    assert all(name.startswith("431000_") for name in names.values())


def test_layer_that_could_not_be_read_is_not_offered_as_empty(loaded: Frames, whole: MapView) -> None:
    offered = [layer.layer_id for layer in order.offered(loaded, whole)]
    assert offered[0] == catalog.BASE.LAYER_ID
    assert all(whole.layer(name).total for name in offered)


def test_nothing_chosen_is_refused(loaded: Frames, whole: MapView) -> None:
    wanted = replace(ORDERS["one file"], names=())
    request = wanted.request(loaded, whole, Messages("zh"))
    with pytest.raises(AtlasError, match="没有可导出的要素"):
        wanted.check(request)


def test_page_command_names_no_layer_files() -> None:
    result = CliRunner().invoke(cli.main, ["export", "parks", "--format", "page"])
    assert result.exit_code == 2
    assert "--layers" in result.stderr
