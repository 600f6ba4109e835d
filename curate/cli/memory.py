"""How Python looks after memory while a command builds very many values."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_cycle_search() -> Iterator[None]:
    """
    Keep Python from looking for cycles of dead values meanwhile.

    Claims, records and references are values that hold no cycle and live as long as the command;
    looking through a million of them again and again took a third of the time of a table.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What was built is never looked through later, either.
        gc.freeze()
        if was_on:
            gc.enable()
