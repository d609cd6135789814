"""Digital projects."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "projects"
KINDS = ("digital",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "digital_projects", THEME, "projects", KINDS, "pentagon")
