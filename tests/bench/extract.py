"""An extract the size of a province, and the time and memory that its import takes.

    python -m tests.bench.extract FILE.osm [megabytes]

writes an OpenStreetMap file of Hunan's extent with roads, rivers, buildings,
lakes, towns and villages at invented places, in about the proportions of a
real extract (nine nodes in ten belong to ways, one way in six has a name).
Measure with: /usr/bin/time -v python -m app geometry import FILE.osm --dry-run
"""

import random
import sys
from pathlib import Path
from typing import IO

HUNAN = (108.8, 24.6, 114.3, 30.1)
HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\" generator=\"bench\">\n"
WAYS = (
    (0.45, 5, '<tag k="building" v="yes"/>', ""),
    (0.30, 12, '<tag k="highway" v="residential"/>', ""),
    (0.12, 25, '<tag k="highway" v="tertiary"/>', "路"),
    (0.04, 30, '<tag k="highway" v="primary"/>', "ref"),
    (0.06, 40, '<tag k="waterway" v="river"/>', "江"),
    (0.03, 60, '<tag k="natural" v="water"/>', "水库"),
)
STAMP = 'version="2" timestamp="2026-01-01T00:00:00Z" changeset="1"'


def _name(rng: random.Random, tail: str) -> str:
    return "".join(chr(rng.randint(0x4E00, 0x9000)) for _ in range(2)) + tail


def write(path: Path, megabytes: int, seed: int = 1) -> tuple[int, int]:
    """Write the file; nodes and ways written."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    budget = megabytes * 1_000_000
    west, south, east, north = HUNAN
    ways = path.with_suffix(".ways")
    node = way = size = 0

    with path.open("w", encoding="utf-8") as nodes, ways.open("w", encoding="utf-8") as rest:

        def put(stream: IO[str], text: str) -> None:
            nonlocal size
            size += stream.write(text)

        put(nodes, HEAD)
        while size < budget:
            kind, count, tag, tail = rng.choices(WAYS, [item[0] for item in WAYS])[0], 0, "", ""
            _, count, tag, tail = kind
            lon, lat = rng.uniform(west, east), rng.uniform(south, north)
            first = node + 1
            for _ in range(count):
                node += 1
                lon, lat = lon + rng.uniform(-0.002, 0.002), lat + rng.uniform(-0.002, 0.002)
                put(nodes, f'<node id="{node}" {STAMP} lat="{lat:.7f}" lon="{lon:.7f}"/>\n')
            way += 1
            refs = "".join(f'<nd ref="{first + step}"/>' for step in range(count))
            if tail in {"", "水库"}:
                refs += f'<nd ref="{first}"/>'
            if tail == "ref":
                tag += f'<tag k="ref" v="{rng.choice("GSX")}{rng.randint(100, 400)}"/>'
            elif tail:
                tag += f'<tag k="name" v="{_name(rng, tail)}"/>'
            put(rest, f'<way id="{way}" {STAMP}>{refs}{tag}</way>\n')
            if way % 20 == 0:
                node += 1
                place, end = rng.choice((("town", "镇"), ("village", "村")))
                tags = f'<tag k="place" v="{place}"/><tag k="name" v="{_name(rng, end)}"/>'
                put(nodes, f'<node id="{node}" {STAMP} lat="{lat:.7f}" lon="{lon:.7f}">{tags}</node>\n')
        with ways.open(encoding="utf-8") as done:
            rest.flush()
            for text in done:
                nodes.write(text)
        nodes.write("</osm>\n")
    ways.unlink()
    return node, way


if __name__ == "__main__":
    target = Path(sys.argv[1])
    count = write(target, int(sys.argv[2]) if len(sys.argv) > 2 else 100)
    print(f"{count[0]} nodes, {count[1]} ways")
