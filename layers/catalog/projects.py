"""Programmes and projects of no other kind."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "projects"
KINDS = ("other",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "projects", THEME, "projects", KINDS, "square")
