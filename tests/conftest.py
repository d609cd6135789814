"""The imaginary city that unit tests use, as files, as frames and as a map."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from geo import frames
from geo.errors import FontMissingError
from geo.frames import Frames
from geo.paths import DataPaths
from layers.compose import compose
from layers.describe import Describer
from layers.messages import Messages
from layers.model import MapView
from layers.render import fonts
from tests.tiny.font import build_font
from tests.tiny.package import build_package
from tests.tiny.rows import CITY

# A busy machine is no reason to fail.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def _letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A font of boxes where no Chinese font is installed, so that printing is tested everywhere."""
    with pytest.MonkeyPatch.context() as patch:
        try:
            fonts.find()
        except FontMissingError:
            patch.setenv(fonts.VARIABLE, str(build_font(tmp_path_factory.mktemp("font") / "boxes.ttf")))
        yield


@pytest.fixture
def tiny(tmp_path: Path) -> DataPaths:
    """Files of the imaginary city, the test's own to damage."""
    root = tmp_path / "data"
    root.mkdir()
    return build_package(root)


@pytest.fixture
def load_tiny(tiny: DataPaths) -> Callable[[], Frames]:
    """Loads the files again after a test has changed them."""
    return lambda: frames.load(tiny, CITY)


@pytest.fixture(scope="session")
def tiny_frames(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """The imaginary city, unharmed; shared, never to be changed."""
    return frames.load(build_package(tmp_path_factory.mktemp("tiny")), CITY)


@pytest.fixture(scope="session")
def describer(tiny_frames: Frames) -> Describer:
    return Describer(tiny_frames, Messages("zh"))


@pytest.fixture(scope="session")
def tiny_view(tiny_frames: Frames) -> MapView:
    """A map of the imaginary city with all its layers, the default ones shown."""
    return compose(tiny_frames, Messages("zh"))
