"""Projects of social services."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "projects"
KINDS = ("social",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "social_projects", THEME, "projects", KINDS, "heart")
