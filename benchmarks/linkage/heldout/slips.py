# ruff: noqa: E501
"""What a hand, an ear, an old form or a spreadsheet does to one value; each slip takes a Random.

Other means than the first set's: words are respelt by ear (classes of sounds) or cut as forms cut
them, digits are misread by their look, spreadsheets round as spreadsheets do.
"""

import re
from random import Random

EAR = (
    ("f", "v", "p"), ("z", "s", "j"), ("kh", "h", "ch"), ("sy", "sh", "s"), ("oe", "u", "oo"),
    ("j", "dj", "y"), ("c", "tj", "ch"), ("ny", "nj"), ("q", "k", "c"), ("y", "i", "j"),
    ("th", "t", "dh"), ("ie", "i", "y"), ("ei", "e", "ey"), ("ks", "x"), ("nn", "n"), ("ll", "l"),
    ("tt", "t"), ("ss", "s"), ("ah", "a"), ("us", "os", "is"), ("o", "oh"), ("e", "eh"), ("d", "t"),
    ("rr", "r"), ("au", "aw"), ("w", "v"), ("ia", "ya"),
)  # fmt: skip
SHORT_FORMS = {
    "muhammad": ("M", "Moh", "Muh", "Mhd", "Mohamad", "Muhamad", "Mohammad"),
    "abdul": ("Abd", "Abdoel", "A"), "ahmad": ("Achmad", "Akhmad", "Ahmat"),
    "siti": ("St", "Sitti", "Site"), "sitti": ("Siti", "St"), "nur": ("Noer", "Noor", "Nor"),
    "maria": ("Mariah", "Marie"), "yohanes": ("Yoh", "Yohanis", "Johannes", "Yohanes"),
    "fransiskus": ("Frans", "Fransiscus"), "theresia": ("Th", "Teresia"), "yosef": ("Yos", "Yoseph"),
    "wayan": ("Wy", "Wayn"), "ketut": ("Kt",), "nyoman": ("Nym", "Nym."), "made": ("Md",),
    "komang": ("Kmg",), "kadek": ("Kdk",), "putu": ("Pt",), "gede": ("Gd",), "teuku": ("T",),
    "daeng": ("Dg",), "johanis": ("Yohanis", "Johannes"), "semuel": ("Samuel",),
    "elisabeth": ("Elisabet", "Elizabeth"), "antonius": ("Anthonius", "Anton"),
}  # fmt: skip
TITLES = ("H ", "Hj ", "Hj. ", "Drs ", "Ir. ", "Pdt. ", "Tgk. ", "Alm. ", "Bpk ", "Ny. ", "dr ")
DEGREES = (
    " SE",
    ", S.Pd",
    " S.Pd.",
    " SH",
    " ST",
    ", S.Kom",
    ", A.Md.Kep",
    " S.Sos",
    " MM",
    " S.Th",
)
LOOKS = {
    "0": "68", "1": "74", "2": "7", "3": "85", "4": "91", "5": "63", "6": "50", "7": "12",
    "8": "30", "9": "47",
}  # fmt: skip
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def respell(name: str, chance: Random) -> str:
    """One or two sounds written otherwise, or a word in its short form."""
    words = name.split()
    known = [i for i, w in enumerate(words) if w.lower() in SHORT_FORMS]
    if known and chance.random() < 0.55:
        i = chance.choice(known)
        words[i] = chance.choice(SHORT_FORMS[words[i].lower()])
        return " ".join(words)
    options = [
        (i, old, new)
        for i, word in enumerate(words) if len(word) > 3
        for sounds in EAR for old in sounds if old in word.lower()
        for new in sounds if new != old
    ]  # fmt: skip
    for i, old, new in chance.sample(options, min(len(options), 1 + (chance.random() < 0.2))):
        words[i] = re.sub(old, new, words[i].lower(), count=1).capitalize()
    return " ".join(words)


def mistype(name: str, chance: Random) -> str:
    """A finger beside, too early, twice or not at all."""
    letters = [m.start() for m in re.finditer("[A-Za-z]", name)]
    at = chance.choice(letters)
    what = chance.choice(("miss", "twice", "beside", "beside", "early"))
    if what == "miss":
        return (name[:at] + name[at + 1 :]).strip() if len(letters) > 3 else name
    if what == "twice":
        return f"{name[: at + 1]}{name[at].lower()}{name[at + 1 :]}"
    if what == "early":
        return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    row = next(r for r in ROWS if name[at].lower() in r)
    near = row[max(0, row.index(name[at].lower()) - 1) :][:3].replace(name[at].lower(), "")
    return name[:at] + chance.choice(near) + name[at + 1 :]


def lose_word(name: str, chance: Random) -> str:
    """Forms are too short: the last words go first."""
    words = name.split()
    if len(words) > 1:
        at = chance.choices(range(len(words)), weights=range(1, len(words) + 1))[0]
        words.pop(at)
    return " ".join(words)


def turn_words(name: str, chance: Random) -> str:
    """The family word first, as in a telephone book, or two words turned."""
    words = name.split()
    if chance.random() < 0.6:
        return " ".join(words[-1:] + words[:-1])
    i = chance.randrange(len(words))
    words[i], words[i - 1] = words[i - 1], words[i]
    return " ".join(words)


def shorten(name: str, chance: Random) -> str:
    """A word in the middle or at the end as a letter."""
    words = name.split()
    if len(words) > 1:
        at = chance.randrange(len(words)) if chance.random() < 0.3 else len(words) - 1
        words[at] = words[at][0] + chance.choice(("", "."))
    return " ".join(words)


def call(name: str, chance: Random) -> str:
    """How they are called at home."""
    head, _space, rest = name.partition(" ")
    cut = head[-chance.choice((3, 4)) :] if chance.random() < 0.6 else head[:3]
    return f"{cut.capitalize()} {rest}".strip()


def also(name: str, chance: Random) -> str:
    """A second name behind."""
    other = chance.choice(("Ujang", "Nona", "Buyung", "Abang", "Upik", name.split()[0][:4]))
    return name + chance.choice((f" alias {other}", f" ALS {other}", f" /{other}", f" ({other})"))


def honour(name: str, chance: Random) -> str:
    """A title or a degree."""
    honoured = name + chance.choice(DEGREES)
    return honoured if chance.random() < 0.4 else chance.choice(TITLES) + name


def misread(digits: str, chance: Random) -> str:
    """One digit as another that looks like it."""
    at = chance.randrange(len(digits))
    wrong = chance.choice(LOOKS[digits[at]] if chance.random() < 0.7 else "0123456789")
    return digits[:at] + wrong + digits[at + 1 :]


def cross(digits: str, chance: Random) -> str:
    """Two neighbours that differ change places."""
    places = [i for i in range(15) if digits[i] != digits[i + 1]]
    at = chance.choice(places)
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def stretch(digits: str, chance: Random) -> str:
    """A digit twice, or one of a run lost."""
    at = chance.randrange(16)
    if chance.random() < 0.5:
        return digits[:at] + digits[at] + digits[at:]
    return digits[:at] + digits[at + 1 :]


def scientific(digits: str, chance: Random) -> str:
    """As a spreadsheet shows a long number."""
    places = chance.choice((2, 5, 5, 9))
    return f"{int(digits):.{places}E}".replace("E+15", chance.choice(("E+15", "e+15"))).replace(
        ".", chance.choice((".", ","))
    )


def dummy(digits: str, chance: Random) -> str:
    """Something to fill the cell."""
    return chance.choice(
        ("0", "9999999999999999", "1111111111111111", "0000000000000001", "BELUM ADA", "XXX",
         f"{digits[:6]}0000000000", "1234567890123456")
    )  # fmt: skip


def dirt(digits: str, chance: Random) -> str:
    """Signs that a spreadsheet or a copy leaves."""
    return chance.choice(
        (f"`{digits}", f"'{digits}", f"{digits}.", f" {digits}", f"{digits}\u200b", f"NIK {digits}",
         f"{digits[:6]}-{digits[6:12]}-{digits[12:]}", f"{digits[:4]} {digits[4:]}",
         digits.replace("1", "l", 1))
    )  # fmt: skip
