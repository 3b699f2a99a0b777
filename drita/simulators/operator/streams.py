"""Streams of made-up chance: one for each purpose, so that one more person does not change everybody's meter."""

from random import Random


def stream(seed: int, *purpose: object) -> Random:
    """
    (This function will) return the stream of a purpose; the same seed and purpose always give the same numbers.

    >>> stream(1, "names").random() == stream(1, "names").random() != stream(1, "meters").random()
    True
    """
    return Random(":".join(map(str, (seed, *purpose))))  # noqa: S311 (made-up data, no secret)
