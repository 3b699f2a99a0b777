"""What is told of refused lines and channels of interval files, and what to do."""

from collections.abc import Mapping
from typing import Any, Final

from drita.rules.metering.interval_day_problems import INTERVAL_DAY_PROBLEMS
from drita.rules.metering.reading_problem_words import READING_PROBLEMS
from drita.rules.words import Words

_NEM12: Final[dict[str, Words]] = {
    "not_nem12": Words(
        sq="Skedari nuk është NEM12 (fillon me “{record}”). Zgjidhni --format tjetër.",
        en="The file is not NEM12 (it begins with “{record}”). Choose another --format.",
    ),
    "header_missing": Words(
        sq="Mungon rreshti 100 në fillim (u gjet {record}), prandaj skedari refuzohet i tëri. Kërkojeni të plotë nga dërguesi.",
        en="The 100 record is missing at the beginning (found {record}), so the whole file is refused. Ask the sender for all of it.",
    ),
    "header_repeated": Words(
        sq="Rreshti 100 vjen për herë të dytë: dy skedarë janë bashkuar. Ndajini.",
        en="A second 100 record: two files were joined. Split them.",
    ),
    "file_empty": Words(sq="Skedari është bosh.", en="The file is empty."),
    "file_without_days": Words(sq="Skedari nuk ka asnjë ditë (300).", en="The file holds no day (300 record)."),
    "file_too_large": Words(sq="Skedari ka më shumë se {lines} rreshta.", en="The file has more than {lines} lines."),
    "end_missing": Words(
        sq="Mungon rreshti 900 në fund: skedari është i prerë. Ditët e plota u morën; kërkojeni përsëri.",
        en="The 900 record is missing at the end: the file was cut off. Its whole days were taken; ask for it again.",
    ),
    "record_after_end": Words(sq="Rresht {record} pas fundit (900).", en="A {record} record after the end (900)."),
    "record_unknown": Words(sq="Rreshti {record} nuk njihet.", en="The record {record} is not known."),
    "channel_without_name": Words(
        sq="Kanali (200) s’ka NMI ose prapashtesë.", en="A channel (200) without NMI or suffix."
    ),
    "interval_length_unknown": Words(
        sq="Gjatësia e intervalit {value} nuk pranohet.", en="The interval length {value} is not accepted."
    ),
    "day_without_channel": Words(
        sq="Ditë (300) pa kanal (200) të vlefshëm para saj.", en="A day (300) without a valid channel (200) before it."
    ),
    "quality_without_day": Words(sq="Cilësi (400) pa ditë para saj.", en="A quality (400) without a day before it."),
    "event_without_day": Words(sq="Ngjarje (500) pa ditë para saj.", en="An event (500) without a day before it."),
    "interval_count_wrong": Words(
        sq="Dita {day}: {found} vlera, duhen {expected} me intervale {interval_minutes} min. Dita nuk u mor.",
        en="Day {day}: {found} values, {expected} are needed at {interval_minutes} min. The day was not taken.",
    ),
    "value_negative": Words(sq="Vlerë negative: {value}.", en="A negative value: {value}."),
    "value_unreadable": Words(sq="Vlera “{value}” nuk lexohet.", en="The value “{value}” cannot be read."),
    "value_too_fine": Words(
        sq="Vlera {value} ka më shumë se katër shifra pas presjes.", en="The value {value} has more than four decimals."
    ),
    "date_unreadable": Words(sq="Data “{value}” nuk lexohet.", en="The date “{value}” cannot be read."),
    "quality_unknown": Words(sq="Cilësia “{value}” nuk njihet.", en="The quality “{value}” is not known."),
    "quality_range_unreadable": Words(
        sq="Pjesa e ditës “{value}” nuk lexohet.", en="The part of a day “{value}” cannot be read."
    ),
    "quality_range_not_asked": Words(
        sq="Dita {day} ka një cilësi të vetme, por edhe rreshta 400: kundërthënie.",
        en="Day {day} has one quality and yet 400 records: a contradiction.",
    ),
    "qualities_do_not_cover_day": Words(
        sq="Dita {day}: cilësitë (400) mbulojnë {covered} nga {intervals} intervale. Dita nuk u mor.",
        en="Day {day}: the qualities (400) cover {covered} of {intervals} intervals. The day was not taken.",
    ),
    "day_given_twice": Words(
        sq="Dita {day} u dha edhe në rreshtin {first_line}, me vlera të tjera. U mor e para.",
        en="Day {day} was given in line {first_line} too, with other values. The first was taken.",
    ),
    "channel_not_mapped": Words(
        sq="Kanali {source} ({days} ditë) nuk është në hartë. Shtojeni në --map.",
        en="The channel {source} ({days} days) is not in the map. Add it to --map.",
    ),
    "channel_without_meter": Words(
        sq="Kanali {source} nuk thotë numrin e matësit. Jepni një hartë me --map.",
        en="The channel {source} does not say its meter. Give a map with --map.",
    ),
}
_SERIES: Final[dict[str, Words]] = {
    "series_empty": Words(sq="Skedari është bosh.", en="The file is empty."),
    "series_broken_quotes": Words(
        sq="Thonjëza të prishura afër rreshtit {line}.", en="Broken quotes near line {line}."
    ),
    "series_too_long": Words(sq="Skedari ka më shumë se {limit} rreshta.", en="The file has more than {limit} rows."),
    "series_too_wide": Words(sq="Skedari ka më shumë se {limit} kolona.", en="The file has more than {limit} columns."),
    "series_without_starts": Words(
        sq="Mungon kolona e kohës (start ose time). U gjetën: {found}.",
        en="There is no column of times (start or time). Found: {found}.",
    ),
    "series_without_values": Words(
        sq="Nuk ka kolonë vlerash. U gjetën: {found}.", en="There is no column of values. Found: {found}."
    ),
    "series_heading_twice": Words(sq="Një kokë kolone është dy herë: {found}.", en="A heading stands twice: {found}."),
    "series_column_missing": Words(
        sq="Kolonat e hartës {missing} nuk janë në skedar. U gjetën: {found}.",
        en="The columns {missing} of the map are not in the file. Found: {found}.",
    ),
    "series_step_unknown": Words(
        sq="Hapi prej {minutes} minutash nuk është as interval (deri në 60) as ditë e më gjatë.",
        en="A step of {minutes} minutes is neither an interval (up to 60) nor a day or longer.",
    ),
    "line_cut_off": Words(
        sq="Rreshti ka {found} kolona, duhen {expected}: është i prerë.",
        en="The line has {found} columns, {expected} are needed: it was cut off.",
    ),
    "start_unreadable": Words(
        sq="Koha “{value}” nuk lexohet. Shkruajeni 2026-10-31T00:00:00+01:00 ose 31.10.2026 00:00.",
        en="The time “{value}” cannot be read. Write 2026-10-31T00:00:00+01:00 or 31.10.2026 00:00.",
    ),
    "start_without_zone": Words(
        sq="Koha “{value}” nuk thotë brezin orar. Jepeni me --zone.",
        en="The time “{value}” does not say its zone. Give it with --zone.",
    ),
    "interval_not_on_grid": Words(
        sq="Intervali i {start} nuk bie në rrjetën e ditës. Kontrolloni --zone.",
        en="The interval of {start} does not fall on the grid of the day. Check --zone.",
    ),
    "interval_given_twice": Words(
        sq="Intervali i {start} vjen dy herë me vlera të ndryshme; u mor e para.",
        en="The interval of {start} comes twice with different values; the first was taken.",
    ),
    "period_value_missing": Words(
        sq="Mungon vlera para kësaj date, prandaj leximi i numëratorit nuk nxirret dot.",
        en="A value before this date is missing, so the dial's reading cannot be derived.",
    ),
}
_NOTES: Final[dict[str, Words]] = {
    "line_joined": Words(
        sq="rreshti u bashkua me rreshtin {to_line}, të cilit i përket.",
        en="was joined to line {to_line}, to which it belongs.",
    ),
    "fields_missing_at_end": Words(
        sq="në fund mungojnë fusha jo të detyrueshme.", en="optional fields at the end are missing."
    ),
    "day_repeated": Words(
        sq="përsërit rreshtin {first_line}, me të njëjtat vlera.", en="repeats line {first_line} with the same values."
    ),
    "channel_is_no_energy": Words(
        sq="kanali {source} ({unit}) nuk është energji; {days} ditë nuk u morën.",
        en="the channel {source} ({unit}) is no energy; {days} days were not taken.",
    ),
}
WORDS: Final[dict[str, Words]] = {**READING_PROBLEMS, **INTERVAL_DAY_PROBLEMS, **_NEM12, **_SERIES, **_NOTES}


def sentence(*, code: str, params: Mapping[str, Any], language: str, stage: str = "file") -> str:
    """
    (This function will) say a problem in a sentence; the stage tells apart codes that file, day and reading share.
    """
    words = {"day": INTERVAL_DAY_PROBLEMS, "reading": READING_PROBLEMS}.get(stage, WORDS)
    known = words.get(code) or WORDS.get(code)
    return known.in_language(language, **params) if known else f"{code} {dict(params)}"
