"""Urban and infrastructure projects."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "projects"
KINDS = ("infrastructure", "urban")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "infrastructure_projects", THEME, "projects", KINDS, "crane")
