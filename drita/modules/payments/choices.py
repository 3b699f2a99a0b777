"""The fixed lists of the module payments: codes for decisions, words for people."""

from enum import StrEnum

from drita.rules.words import Words


class Channel(StrEnum):
    """By which way a payment came in."""

    FILE = "file"
    DESK = "desk"
    API = "api"
    OPENING = "opening"


CHANNEL_WORDS: dict[str, Words] = {
    Channel.FILE: Words(sq="skedar partneri", en="partner's file"),
    Channel.DESK: Words(sq="arkë", en="cash desk"),
    Channel.API: Words(sq="lidhje e drejtpërdrejtë", en="direct connection"),
    Channel.OPENING: Words(sq="marrë në dorëzim", en="taken over"),
}
