"""Numbers to classes: natural breaks, quantiles, equal steps or the reader's own limits.

Nine to eleven counties have few values, often equal ones: natural breaks would
raise and quantiles silently give fewer classes. Here fewer classes are given
and :attr:`Breaks.reduced` says so.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import jenkspy
import numpy as np

from geo.errors import LayerError

Method = Literal["natural", "quantile", "equal", "own"]
METHODS: tuple[Method, ...] = ("natural", "quantile", "equal", "own")
FEWEST, MOST = 2, 7
DECIMALS = 6  # as many as the address takes


@dataclass(frozen=True)
class Classification:
    """How a measure is cut into classes, before its values are known.

    Parameters
    ----------
    method
        ``natural``, ``quantile``, ``equal`` or ``own``.
    count
        Number of classes, 2 to 7; for ``own`` one more than the limits.
    limits
        Inner limits of ``own``, ascending; empty otherwise.
    """

    method: Method = "natural"
    count: int = 5
    limits: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.method not in METHODS or not FEWEST <= self.count <= MOST:
            msg = f"分级方法 {self.method}、级数 {self.count} 不可用。"
            raise LayerError(msg, f"方法用 {'、'.join(METHODS)}，级数 {FEWEST} 至 {MOST}。")
        own = self.method == "own"
        if own != bool(self.limits) or (own and len(self.limits) != self.count - 1):
            msg = f"级数 {self.count} 与分级界限 {self._said} 不相符。"
            raise LayerError(msg, "自定界限的个数比级数少一；其他方法不带界限。")
        if not all(math.isfinite(limit) for limit in self.limits):
            msg = f"分级界限 {self._said} 不都是数。"
            raise LayerError(msg, "界限只用有限的数。")
        if any(low >= high for low, high in pairwise(self.limits)):
            msg = f"分级界限 {self._said} 没有从小到大。"
            raise LayerError(msg, "界限从小到大，不重复。")

    @property
    def _said(self) -> str:
        return "、".join(f"{limit:g}" for limit in self.limits)

    def to_text(self) -> str:
        """As it stands in the address: ``natural~5``, ``own~10~20``."""
        if self.method == "own":
            return "~".join(["own", *(np.format_float_positional(limit, trim="-") for limit in self.limits)])
        return f"{self.method}~{self.count}"


def parse(text: str) -> Classification:
    """A classification from the address; that of a measure itself for the empty text.

    Raises
    ------
    LayerError
        The text is no classification.
    """
    if not text:
        return Classification()
    method, *parts = text.split("~")
    try:
        values = [float(part) for part in parts]
    except ValueError:
        values = []
    if method == "own" and values:
        return Classification("own", len(values) + 1, tuple(values))
    for known in ("natural", "quantile", "equal"):
        if method == known and len(values) == 1 and values[0].is_integer():
            return Classification(known, int(values[0]))
    msg = f"分级“{text}”无法识别。"
    raise LayerError(msg, "写作 natural~5、quantile~4、equal~3 或 own~10~20。")


def is_valid(text: str) -> bool:
    """Whether a text is a classification, or empty."""
    try:
        parse(text)
    except LayerError:
        return False
    return True


@dataclass(frozen=True)
class Breaks:
    """Classes of given values.

    Parameters
    ----------
    edges
        Ascending, one more than there are classes; empty where there is no value.
        A class holds what is above its lower and not above its upper edge, the
        first also its lower edge. Values of ``own`` outside of all limits belong
        to the outer classes, whose outer edges are then infinite.
    asked
        Number of classes asked for.
    """

    edges: tuple[float, ...]
    asked: int
    reduced: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reduced", 0 < self.count < self.asked)

    @property
    def count(self) -> int:
        """Number of classes; 0 without a value."""
        return max(len(self.edges) - 1, 0)

    @property
    def kept(self) -> Classification | None:
        """The same limits as the reader's own, to keep them when the period changes; None with fewer than two."""
        inner = tuple(sorted({round(edge, DECIMALS) for edge in self.edges[1:-1]}))
        return Classification("own", len(inner) + 1, inner) if inner else None

    def class_of(self, value: float | None) -> int | None:
        """Class of a value from 0; None for a missing value."""
        if value is None or not math.isfinite(value) or not self.count:
            return None
        return int(np.searchsorted(self.edges[1:-1], value, side="left"))


def _inner(values: list[float], how: Classification, count: int) -> list[float]:
    """Inner limits of a number of classes."""
    if how.method == "natural":
        return [float(edge) for edge in jenkspy.jenks_breaks(values, n_classes=count)[1:-1]]
    if how.method == "quantile":
        shares = np.linspace(0, 1, count + 1)[1:-1]
        return [float(edge) for edge in np.quantile(values, shares, method="inverted_cdf")]
    return [float(edge) for edge in np.linspace(min(values), max(values), count + 1)[1:-1]]


def classify(values: Iterable[float | None], how: Classification) -> Breaks:
    """Cut values into classes.

    Parameters
    ----------
    values
        Any numbers, negative ones too; missing ones (None, nan) are left out.
    how
        Method and number of classes.

    Returns
    -------
    Breaks
        Never more classes than there are different values, except for ``own``.
    """
    found = sorted(float(value) for value in values if value is not None and math.isfinite(value))
    if how.method == "own":
        low = min([*found, math.inf])
        high = max([*found, -math.inf])
        first = low if low < how.limits[0] else -math.inf
        last = high if high > how.limits[-1] else math.inf
        return Breaks((first, *how.limits, last), how.count)
    if not found:
        return Breaks((), how.count)
    different = sorted(set(found))
    if len(different) == 1:
        return Breaks((different[0], different[0]), how.count)
    count = min(how.count, len(different))
    one_each = count == len(different) and how.method != "equal"
    inner = different[:-1] if one_each else sorted(set(_inner(found, how, count)))
    # A limit at the greatest value would leave an empty class above it.
    inner = [edge for edge in inner if different[0] <= edge < different[-1]]
    return Breaks((different[0], *inner, different[-1]), how.count)
