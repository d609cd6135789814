"""One tree of errors; each says what is wrong, where, and what to do.

::

    AtlasError
    ├── DataError                    a shipped or supplied data file cannot be used
    │   ├── MissingFileError         a file that should be there is not
    │   ├── DamagedFileError         a file is there and cannot be read
    │   └── UnknownCityError         no boundary or row carries that city code
    ├── BoundaryError                a boundary file is refused
    │   ├── BoundaryMismatchError    it names no county of the city
    │   └── DatumError               its coordinates are GCJ-02, not WGS 84 / CGCS2000
    ├── GeometryImportError          a file of the user's geometry is refused
    │   ├── UnknownFormatError       it is no format that is read
    │   ├── MissingColumnError       it lacks a name or a position
    │   ├── WrongRegionError         nothing in it lies in the city
    │   ├── SwappedAxesError         latitude stands before longitude
    │   ├── ShiftedDatumError        its coordinates are GCJ-02
    │   └── UnknownImportError       no import, feature or element has that id
    ├── CRSError                     coordinates outside the range of a reference system
    ├── ViewFileError                a file of views, or one view in it, cannot be used
    ├── BriefingError                a briefing file cannot be used at all
    ├── ViewError                    a view names what there is not
    ├── LayerError                   a layer was built from values it cannot draw
    ├── ExportError                  a file could not be written; nothing is left behind
    │   └── FontMissingError         no font with Chinese letters is at hand
    └── ServiceError                 the service cannot be started that way

Bad *rows* are not errors: they become issue rows (see :mod:`geo.issues`) and
the rest of the data still works.
"""


class AtlasError(Exception):
    """Base of every error that the atlas raises on purpose.

    Parameters
    ----------
    what
        What is wrong, in Chinese, with the file, row or field named.
    remedy
        What the reader can do about it, in Chinese; may be empty.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what if not remedy else f"{what} 处理办法：{remedy}")
        self.what = what
        self.remedy = remedy


class DataError(AtlasError):
    """A shipped or supplied data file cannot be used."""


class MissingFileError(DataError):
    """A file that should be there is not."""


class DamagedFileError(DataError):
    """A file is there and cannot be read."""


class UnknownCityError(DataError):
    """No boundary or row carries that city code."""


class BoundaryError(AtlasError):
    """A boundary file is refused."""


class BoundaryMismatchError(BoundaryError):
    """A boundary file names no county of the city."""


class DatumError(BoundaryError):
    """Coordinates are GCJ-02, not WGS 84 / CGCS2000."""


class GeometryImportError(AtlasError):
    """A file of the user's geometry is refused."""


class UnknownFormatError(GeometryImportError):
    """It is no format that is read."""


class MissingColumnError(GeometryImportError):
    """It lacks a name or a position."""


class WrongRegionError(GeometryImportError):
    """Nothing in it lies in the city."""


class SwappedAxesError(GeometryImportError):
    """Latitude stands before longitude."""


class ShiftedDatumError(GeometryImportError):
    """Its coordinates are GCJ-02, not WGS 84 / CGCS2000."""


class UnknownImportError(GeometryImportError):
    """No import, feature or element has that id."""


class CRSError(AtlasError):
    """Coordinates lie outside the range of a reference system."""


class ViewFileError(AtlasError):
    """A file of views, or one view in it, cannot be used."""


class BriefingError(AtlasError):
    """A briefing file cannot be used at all."""


class ViewError(AtlasError):
    """A view names what there is not."""


class LayerError(AtlasError):
    """A layer was built from values it cannot draw."""


class ExportError(AtlasError):
    """A file could not be written; nothing is left behind."""


class FontMissingError(ExportError):
    """No font with Chinese letters is at hand."""


class ServiceError(AtlasError):
    """The service cannot be started that way."""
