"""A stream cut into batches."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of ``size`` items, the last one shorter; raise ValueError for ``size`` < 1."""
    if size < 1:
        raise ValueError(f"a batch holds at least one item, not {size}")
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch
