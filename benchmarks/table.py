"""How figures are told: medians with their spread, percentiles, and promises kept or broken."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import median


def kept(promise: str, is_kept: bool) -> bool:
    """Print whether a promise is kept, and return it."""
    print(f"{promise}: {'yes' if is_kept else 'NO'}")
    return is_kept


def spread(values: Sequence[float]) -> str:
    """Return the median of several runs, with the least and the most."""
    return f"{_short(median(values))} ({_short(min(values))}–{_short(max(values))})"


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that so many percent of all do not exceed."""
    return sorted(values)[max(0, ceil(len(values) * percent / 100) - 1)]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
