"""Text reduced to what people type when they search: no accents, no capitals, single blanks."""

import polars as pl


def folded_text(*, text: pl.Expr) -> pl.Expr:
    """
    (This function will) fold a column of names or addresses: ë becomes e, ç becomes c, as people type them.

    Whatever is neither letter nor digit becomes one blank, so that "Rr. “Myslym Shyri”, Nd.5" is found by
    "rr myslym shyri nd 5". Letters of other alphabets stay, in small letters.

    Shape: String -> String, null stays null.
    Source: knowledge of how subscribers write (search and text messages come without ë and ç).

    >>> pl.DataFrame({"n": ["Çelë  HOXHA-Ëmbli", "Γιώργος"]}).select(folded_text(text=pl.col("n")))["n"].to_list()
    ['cele hoxha embli', 'γιωργος']
    """
    return (
        text.str.normalize("NFKD")
        .str.replace_all(r"\p{M}+", "")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )


def reversed_name(*, folded: pl.Expr) -> pl.Expr:
    """
    (This function will) put the last word of a folded name first, so that a surname is found by its prefix.

    >>> pl.DataFrame({"n": ["arta maria hoxha", "drita"]}).select(reversed_name(folded=pl.col("n")))["n"].to_list()
    ['hoxha arta maria', 'drita']
    """
    return folded.str.replace(r"^(.+) (\S+)$", "$2 $1")
