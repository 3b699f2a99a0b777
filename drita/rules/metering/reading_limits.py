"""Numbers beyond which a reading is refused; an operator may hold others, these are the defaults."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """
    What a connection can carry at most in a day, and how far a roll-over may pass the usual use.

    The daily limits are physical, not statistical: current x voltage x 24 hours. A reading above
    them cannot be true, whoever lives there, so it blocks; readings that are merely unusual are
    accepted and looked at later.

    Units: Wh a day; `ct_wh_per_day` for a multiplier of 1, to be multiplied by it.
    Source: direct meters 5(60) A at 230 V; three-phase direct meters up to 100 A per phase; current
    transformers of 5 A loaded to 120 % at 3 x 230 V. Roll-over factor and low-use floor: tests M03
    and M04 of manual readings.
    """

    single_phase_wh_per_day: int = 331_200
    three_phase_wh_per_day: int = 1_656_000
    ct_wh_per_day: int = 99_360
    rollover_factor: int = 3
    low_use_floor_wh: int = 30_000
