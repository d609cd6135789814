"""Where data lives. The only module that knows the folder layout."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class DataPaths:
    """Folders and files of one data package.

    Parameters
    ----------
    root
        Folder that holds ``datapackage.json``.
    boundary_file
        A user's own boundary file, used instead of the shipped ones.
    user_data
        Folder of what the user brought; None to use nothing of it.
    """

    root: Path = ROOT / "data"
    boundary_file: Path | None = None
    user_data: Path | None = None

    @property
    def package(self) -> Path:
        """The Frictionless descriptor."""
        return self.root / "datapackage.json"

    @property
    def notices(self) -> dict[str, Path]:
        """What says whose the data is, by the place it takes in an export."""
        return {"NOTICE": ROOT / "NOTICE", "boundaries/NOTICE": self.boundaries / "NOTICE"}

    @property
    def boundaries(self) -> Path:
        """Folder of the shipped boundary files."""
        return self.root / "boundaries"

    def backdrop(self, city_code: str) -> Path:
        """File of a city's water."""
        return self.root / "backdrop" / f"{city_code}.geojson"

    def boundary(self, city_code: str) -> Path:
        """Boundary file of a city."""
        return self.boundaries / f"{city_code}.geojson"

    def neighbours(self, city_code: str) -> Path:
        """File of what lies round a city."""
        return self.boundaries / f"{city_code}_neighbours.geojson"

    @property
    def briefings(self) -> Path:
        """Folder of the ready-made briefings."""
        return self.root / "briefings"

    @property
    def geometry(self) -> Path | None:
        """Folder of the geometry that the user brought."""
        return None if self.user_data is None else self.user_data / "geometry"


def from_environment() -> DataPaths:
    """Paths with the three settings a user may make applied.

    ``ATLAS_DATA``: another data package. ``ATLAS_BOUNDARY_FILE``: a GeoJSON,
    GeoPackage or Shapefile with the county boundaries to use.
    ``ATLAS_USER_DATA``: the folder of what the user brought, ``user_data``
    beside the code by default.
    """
    root = os.environ.get("ATLAS_DATA")
    boundary = os.environ.get("ATLAS_BOUNDARY_FILE")
    user = os.environ.get("ATLAS_USER_DATA")
    return DataPaths(
        root=Path(root) if root else ROOT / "data",
        boundary_file=Path(boundary) if boundary else None,
        user_data=Path(user) if user else ROOT / "user_data",
    )


def stamp(where: DataPaths) -> str:
    """Text that changes whenever a data file, the boundary file or the geometry the user brought changes."""
    files = [path for path in where.root.rglob("*") if path.is_file()]
    if where.geometry is not None and where.geometry.is_dir():
        files.extend(path for path in where.geometry.iterdir() if path.is_file())
    if where.boundary_file is not None:
        files.append(where.boundary_file)
    newest = max((path.stat().st_mtime_ns for path in files if path.exists()), default=0)
    return f"{newest}/{len(files)}"
