import io
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from geo.errors import CRSError, LayerError
from layers.model import MapView
from layers.render.print import picture


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def test_a_picture_has_the_size_asked_for_and_is_not_blank(tiny_view: MapView) -> None:
    found = pixels(picture(tiny_view, 120, 80, 96))
    assert abs(found.shape[1] - 120 / 25.4 * 96) <= 1
    assert abs(found.shape[0] - 80 / 25.4 * 96) <= 1
    assert (found != 255).any(axis=2).mean() > 0.1


def test_extent_opacity_and_visible_layers_change_the_picture(tiny_view: MapView) -> None:
    west, south, east, north = tiny_view.bounds
    part = (west, south, (west + east) / 2, (south + north) / 2)
    layer = tiny_view.visible[0]
    views = [
        tiny_view,
        replace(tiny_view, extent=part),
        replace(tiny_view, opacity={layer: 0.2}),
        replace(tiny_view, visible=()),
    ]
    assert len({picture(view, 80, 60, 72) for view in views}) == len(views)


def test_an_extent_outside_of_the_belt_is_refused(tiny_view: MapView) -> None:
    with pytest.raises(CRSError):
        picture(replace(tiny_view, extent=(100.0, 25.0, 101.0, 26.0)), 80, 60, 72)


def test_nothing_to_draw_is_said(tiny_view: MapView) -> None:
    bare = replace(tiny_view.counties, frame=tiny_view.counties.frame.iloc[:0])
    with pytest.raises(LayerError, match="没有可画的内容"):
        picture(replace(tiny_view, counties=bare, visible=()), 80, 60, 72)


TWICE = """
import hashlib
from geo import frames, paths
from layers.compose import compose
from layers.messages import Messages
from layers.render.print import picture
view = compose(frames.load(paths.from_environment(), "430300"), Messages("zh"))
print(hashlib.sha256(picture(view, 100, 70, 96)).hexdigest())
"""


def test_two_processes_make_equal_bytes() -> None:
    seen = {
        subprocess.run([sys.executable, "-c", TWICE], capture_output=True, check=True, text=True).stdout
        for _ in range(2)
    }
    assert len(seen) == 1
