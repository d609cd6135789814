"""Everything of a city in one ZIP: all layers as GeoJSON, all tables, the descriptor, the notices.

The tables lie where the descriptor says, and the layers are resources of it,
so that the whole validates as a Data Package.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from frictionless import Package, system
from frictionless.exception import FrictionlessException

from geo.errors import ExportError
from layers.export import geojson, readback
from layers.export.archive import zip_bytes
from layers.export.dictionary import notice
from layers.export.table import Request

DESCRIPTOR = "datapackage.json"


def _validated(folder: Path) -> None:
    try:
        with system.use_context(trusted=True):
            report = Package(str(folder / DESCRIPTOR)).validate()
    except FrictionlessException as error:
        msg = f"数据包描述文件不成立：{error}。"
        raise ExportError(msg, readback.REMEDY) from error
    if not report.valid:
        rows = report.flatten(["name", "type", "message"])
        msg = f"数据包未通过校验：{rows[0]}。"
        raise ExportError(msg, "先运行 python -m app check 并改正。")


def make(request: Request, package: Mapping[str, bytes], notices: Mapping[str, bytes]) -> bytes:
    """The ZIP, validated by the Frictionless framework before it is handed out.

    Parameters
    ----------
    request
        The layers, in EPSG:4326; those without rows are left out.
    package
        Descriptor and tables by path.
    notices
        Texts on rights by path.

    Raises
    ------
    ExportError
        A layer does not read back, or the package does not validate.
    """
    try:
        return _made(request, package, notices)
    except OSError as error:
        msg = f"写全部数据时出错：{error}。"
        raise ExportError(msg, "检查临时文件夹的空间。") from error


def _made(request: Request, package: Mapping[str, bytes], notices: Mapping[str, bytes]) -> bytes:
    files = dict(package)
    descriptor = json.loads(files[DESCRIPTOR])
    with TemporaryDirectory(prefix="atlas-export-") as name:
        folder = Path(name)
        for layer in request.layers:
            if not layer.total:
                continue
            path = f"layers/{layer.layer_id}.geojson"
            written = folder / path
            written.parent.mkdir(exist_ok=True)
            geojson.write(request.alone(layer), written)
            files[path] = written.read_bytes()
            descriptor["resources"].append(
                {
                    "name": f"layer-{layer.layer_id.replace('_', '-')}",
                    "path": path,
                    "title": layer.title,
                    "description": layer.abstract,
                    "profile": "data-resource",
                    "format": "geojson",
                    "mediatype": "application/geo+json",
                    "encoding": "utf-8",
                }
            )
        descriptor["profile"] = "data-package"
        files[DESCRIPTOR] = (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _validated(folder)
    return zip_bytes({**files, **notices, "NOTES.txt": notice(request).encode("utf-8")})
