from collections.abc import Callable
from pathlib import Path

from geo.frames import Frames
from geo.paths import DataPaths
from layers.compose import compose
from layers.damage import filled, unread
from layers.messages import Messages
from layers.model import MapView


def test_unharmed_data_has_no_unread_layer(tiny_frames: Frames, tiny_view: MapView) -> None:
    assert unread(tiny_frames, tiny_view) == {}
    assert filled(tiny_frames, tiny_view) == {layer.layer_id for layer in tiny_view.layers if layer.total}


def test_layer_of_a_table_that_cannot_be_read_is_not_an_empty_layer(
    tiny: DataPaths, load_tiny: Callable[[], Frames], tiny_view: MapView
) -> None:
    (table,) = {layer.tables for layer in tiny_view.layers if layer.layer_id == "parks"}
    path = Path(tiny.root / next(r.path for r in load_tiny().tables.package.resources if r.name == table[0]))
    path.write_bytes(b"\xff\xfe\x00")
    frames = load_tiny()
    view = compose(frames, Messages("zh"))
    damaged = unread(frames, view)
    assert view.layer("parks").total == 0
    assert path.name in damaged["parks"]
    assert "parks" in filled(frames, view)
    assert "enterprises" not in damaged
