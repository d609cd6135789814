"""Settings of GDAL for the time of one call; they are global, so calls wait for each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import pyogrio

_LOCK = RLock()


@contextmanager
def settings(**values: str) -> Iterator[None]:
    """GDAL's configuration options, put back afterwards."""
    with _LOCK:
        before = {name: pyogrio.get_gdal_config_option(name) for name in values}
        pyogrio.set_gdal_config_options(values)
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options(before)
