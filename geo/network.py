"""Shortest ways over vertices and edges: along roads, and inside counties."""

import heapq
from collections.abc import Mapping, Sequence

Edges = Mapping[int, Sequence[tuple[int, float]]]


def shortest(edges: Edges, start: int, end: int) -> list[int]:
    """Vertices of the shortest way from one to another, both included; empty if there is none.

    Parameters
    ----------
    edges
        Vertex to (neighbour, length).
    """
    best, came = {start: 0.0}, {start: start}
    queue = [(0.0, start)]
    while queue:
        length, here = heapq.heappop(queue)
        if here == end:
            break
        for other, step in edges.get(here, []) if length <= best[here] else []:
            if length + step < best.get(other, float("inf")):
                best[other], came[other] = length + step, here
                heapq.heappush(queue, (length + step, other))
    if end not in came:
        return []
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]
