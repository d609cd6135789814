"""Layers whose tables could not be read: they hold nothing, which is not the same as none."""

from geo import issues
from geo.frames import Frames
from layers.model import MapView


def unread(frames: Frames, view: MapView) -> dict[str, str]:
    """Ids of the layers with a table that could not be read at all, and what was found of the first such table."""
    found = issues.unread(frames.issues)
    damaged = {}
    for layer in view.layers:
        messages = [found[table] for table in layer.tables if table in found]
        if messages:
            damaged[layer.layer_id] = messages[0]
    return damaged


def filled(frames: Frames, view: MapView) -> frozenset[str]:
    """Ids of the layers that hold anything, or would if their table could be read."""
    return frozenset(layer.layer_id for layer in view.layers if layer.total) | unread(frames, view).keys()
