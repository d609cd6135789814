"""Projects of services and trade."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "projects"
KINDS = ("service", "trade")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "service_projects", THEME, "projects", KINDS, "truck")
