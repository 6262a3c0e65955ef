"""Names of Indonesia, token by token: one form for the spellings of one name.

Applied to each distinct token of a list once, so it may take its time.
"""

# ruff: noqa: SIM905, S105, E501
from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from payung.core.linkage.layout import LETTERS

_TITLES = frozenset(
    """H HJ HAJI HAJJAH DRS DRA DRG DR IR PROF KH TGK PDT RM SR BR ALM ALMH ALMARHUM ALMARHUMAH
    BPK BAPAK PAK IBU BU SDR SDRI TN NY NN TUAN NYONYA
    SPD SPDI SPDSD SPDK SPDAUD SE SH SKM SSOS SSOSI SAG SIP SKEP NS NERS AMD AMDKEB AMK AMKEB MM MSI
    MPD MPDI UST USTAZ USTADZ MH MKES MAP SSTP STR STRKEB SPT SP SPI SKOM SFARM APT LC BA BSC SSI SHUT STP STH SPSI
    SHI SEI STHI MAG MSC PHD SKED MKOM MT SST SPAK""".split()
)  # fmt: skip
_STOPS = frozenset("BIN BINTI BTI BTE BT ALIAS ALS AKA".split())
_WHOLE = {
    variant: whole.split("+")
    for line in """MUHAMAD: MOH MUH MOHD MUHD MHD MOCH MUCH MUHAMAD MUHAMMAD MOHAMAD MOHAMMAD
        MOCHAMAD MOCHAMMAD MUCHAMAD MUCHAMMAD MUHAMMED MUHAMED MOHAMED MOHAMMED MUHAMMADI MUHAMAT
        | ABDUL: ABD ABDL ABDUL ABDOEL ABDUR ABDUS | AHMAD: ACH AHMAD ACHMAD AKHMAD AHMED
        | SITI: ST SITI SITTI STI SITY | DAENG: DG DAENG | WAYAN: WY WYN WAYAN | NYOMAN: NYM NYOMAN
        | KETUT: KT KETUT | YOHANIS: YOH YOHS YHS JOH JOHN JON | YOSEP: YOS YOSEF YOSEPH JOSEPH JOSEF
        YUSUF YUSUP JUSUF JUSUP JOESOEF YOESOEF YUSUPH
        | TERESIA: TH THER THERESIA TERESIA THERESA TERESA | FRANSISKUS+SAPERIUS: FX
        | ANTONIUS: ANT ANTON TONI TONY | MARIA: MRIA MARYA | YAKOBUS: YAK YAKOBUS YACOBUS JACOBUS
        | FRANSISKUS: FRANS FRANSISKUS FRANCISCUS FRANSISCUS | PETRUS: PET PTRS
        | AGUSTINUS: AGT AGUST | STEFANUS: STEF STEFANUS STEPANUS STEPHANUS | NUR: NOER NUR NOOR NR
        | SRI: SRI SERI | RADEN: RD RADEN | ANDI: AND ANDI""".split("|")
    for whole, variants in [line.strip().split(":")]
    for variant in variants.split()
}
_PAIRS = (
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("NJ", "NY"), ("SJ", "SY"), ("CHR", "KR"),
    ("KH", "H"), ("CH", "H"), ("TH", "T"), ("PH", "P"), ("DH", "D"), ("GH", "G"), ("CK", "K"),
    ("CE", "SE"), ("CI", "SI"), ("X", "KS"), ("OU", "U"),
    *((f"SY{v}", f"S{v}") for v in "AEIOU"), *((f"IY{v}", f"I{v}") for v in "AEOU"),
)  # fmt: skip
_SINGLE = str.maketrans("FVZQYJCW", "PPSKIIKU")
_ENDINGS = (("IUS", "US"), ("EUS", "US"), ("ES", "IS"), ("AH", "A"), ("D", "T"), ("B", "P"))


class Token(NamedTuple):
    """What one typed token means: its canonical tokens, and whether it is a title or a stop.

    ``degree`` is a title only behind a comma: "Noriati, ST", but "St. Noriati".
    """

    canonical: tuple[str, ...]
    title: bool = False
    stop: bool = False
    degree: bool = False


@lru_cache(maxsize=200_000)
def read_token(raw: str) -> Token:
    """Read one token of a name, with the points and marks it was typed with.

    Single letters stay initials, which compare with whatever begins so: M. is Muhammad, or Maria.

    >>> [read_token(x).canonical for x in ("Moh.", "MUHAMMAD", "Soekarno", "Tjahja", "Yosef")]
    [('MUHAMAT',), ('MUHAMAT',), ('SUKARNO',), ('KAHIA',), ('IOSEP',)]
    >>> read_token("Abdurrahman").canonical, read_token("M.Yusuf").canonical
    (('ABDUL', 'RAHMAN'), ('M', 'IOSEP'))
    >>> read_token("S.Pd").title, read_token("binti").stop, read_token("S.T.").title
    (True, True, True)
    """
    text = _letters(raw)
    bare = text.replace(".", "")
    if not bare:
        return Token(())
    if bare in _STOPS or text == "AL.":
        return Token((), stop=True)
    pieces = [piece for piece in text.split(".") if piece]
    dotted = len(pieces) > 1
    if bare in _TITLES or (dotted and bare == "ST"):
        return Token(tuple(_canonical(bare)), title=True)
    if dotted and bare not in _WHOLE:
        return Token(tuple(token for piece in pieces for token in _canonical(piece))[:3])
    return Token(tuple(_canonical(bare)), degree=bare == "ST")


def _letters(raw: str) -> str:
    """Upper case, without marks; points stay, everything else that is no letter goes."""
    text = raw.upper()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    text = text.translate(_LOOKALIKE)
    return "".join(c for c in text if "A" <= c <= "Z" or c == ".")


_LOOKALIKE = str.maketrans("01", "OI")


def _canonical(bare: str) -> list[str]:
    whole = _WHOLE.get(bare)
    if whole:
        return [one_spelling(part) for part in whole]
    if bare.startswith("ABDU") and len(bare) >= 9:
        return [one_spelling("ABDUL"), one_spelling(_servant_of(bare[4:]))]
    return [one_spelling(bare)]


def _servant_of(rest: str) -> str:
    """What follows Abdu-: the article takes the next letter's sound, or is dropped.

    >>> [_servant_of(x) for x in ("RRAHMAN", "RAHMAN", "LRAHMAN", "LLATIF", "LAZIS", "LATIF")]
    ['RAHMAN', 'RAHMAN', 'RAHMAN', 'LATIF', 'AZIS', 'LATIF']
    """
    if rest[0] == rest[1]:
        return rest[1:]
    return rest[1:] if rest[0] == "L" and not rest.startswith("LATI") else rest


def one_spelling(token: str) -> str:
    """The canonical form of a token of capital letters: old spelling, sounds, doubled letters.

    >>> [one_spelling(x) for x in ("JOHANES", "YOHANIS", "FATIMAH", "PATIMA", "CORNELIUS")]
    ['IOHANIS', 'IOHANIS', 'PATIMA', 'PATIMA', 'KORNELUS']
    >>> one_spelling("RACHMAD") == one_spelling("RAKHMAT") == one_spelling("RAHMAT")
    True
    """
    if len(token) == 1:
        return token if token == "C" else token.translate(_SINGLE)
    for old, new in _PAIRS:
        if old in token:
            token = token.replace(old, new)
    token = token.translate(_SINGLE)
    token = "".join(c for i, c in enumerate(token) if i == 0 or c != token[i - 1])
    for old, new in _ENDINGS:
        if len(token) > len(old) + 2 and token.endswith(old):
            token = token[: -len(old)] + new
    return token


def pack(token: str) -> int:
    """The first twelve letters as one number; shorter tokens sort before longer ones' tails.

    >>> unpack(pack("MARIA")), unpack(pack("ABCDEFGHIJKLMNOP")), pack("")
    ('MARIA', 'ABCDEFGHIJKL', 0)
    """
    packed = 0
    for index in range(LETTERS):
        packed = packed << 5 | (ord(token[index]) - 64 if index < len(token) else 0)
    return packed


def unpack(packed: int) -> str:
    """The letters of a packed token."""
    codes = [packed >> 5 * (LETTERS - 1 - index) & 31 for index in range(LETTERS)]
    return "".join(chr(64 + code) for code in codes if code)
