"""Ecology projects."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "ecology"
KINDS = ("ecology",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "ecology_projects", THEME, "projects", KINDS, "tree")
