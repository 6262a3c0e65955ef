"""How a name gets written otherwise: by another hand, another school, another keyboard.

Each function takes and gives a name in full; it gives the name back unchanged where its kind of
change does not apply. Written for the generator alone: the matcher's tables are not read here.
"""

from __future__ import annotations

from random import Random

from benchmarks.linkage.names import NICKNAMES

# One family of spellings a line; any of them may stand for any other.
FAMILIES = [
    "",
    "Muhammad Mohammad Muhamad Mohamad Muh. Moh. Mochamad Moch. M. Mhd. Muhammat Mukhamad",
    "Ahmad Achmad Akhmad Ach. Akhmat",
    "Abdul Abd. Abd Abdoel Abul",
    "Siti Sitti St. Sity Siety",
    "Yohanes Johanes Yohannes Johannes Yohanis Yoh. Yhohanes",
    "Yosef Yoseph Yosep Josef Joseph Jusuf Yusup Yos.",
    "Fransiskus Franciscus Fransiscus Fransiskes Frans. Fr.",
    "Antonius Anthonius Antonios Anton.",
    "Stefanus Stephanus Stepanus Stevanus",
    "Mikhael Mikael Michael Mikhail",
    "Agustinus Augustinus Agustinos Agust.",
    "Theresia Teresia Tresia Theresa Th.",
    "Elisabeth Elizabeth Elisabet Elisabhet Elis.",
    "Margareta Margaretha Margarita Marg.",
    "Katarina Catharina Katharina Catarina",
    "Veronika Veronica Feronika",
    "Fransiska Francisca Fransisca",
    "Maria Mariah Marya M.",
    "Bernadeta Bernadetha Bernadete",
    "Magdalena Magdalina Magd.",
    "Yuliana Juliana Yulyana",
    "Kristina Christina Cristina",
    "Yakobus Jakobus Yacobus",
    "Paulus Poulus Pavlus",
    "Petrus Pitrus Peterus",
    "Syarifuddin Sarifuddin Syaripuddin Sjarifuddin Saripudin",
    "Nur Noor Noer Nor",
    "Sri Srie",
    "Yusuf Yusup Jusuf Joesoef",
    "Rahman Rachman Rakhman",
    "Hidayat Hidajat Hidayad",
    "Slamet Selamet",
    "Fatimah Patimah Fatima",
    "Daeng Dg. Dg",
    "Umar Oemar Omar",
    "Usman Oesman Utsman",
    "Yulianto Julianto",
    "",
]

_variants: dict[str, list[str]] = {}
for _line in FAMILIES:
    _forms = _line.split()
    for _form in _forms[:3]:
        _variants.setdefault(_form, []).extend(f for f in _forms if f != _form)

# from, to: what hands and times write otherwise; tried in an order of chance.
HABITS = (
    ("u", "oe"), ("y", "j"), ("j", "dj"), ("c", "tj"), ("sy", "s"), ("sy", "sj"), ("kh", "h"),
    ("f", "p"), ("p", "f"), ("f", "v"), ("z", "s"), ("z", "j"), ("q", "k"), ("k", "q"), ("i", "y"),
    ("th", "t"), ("t", "th"), ("ph", "f"), ("us", "is"), ("dd", "d"), ("mm", "m"), ("ss", "s"),
    ("nn", "n"), ("ai", "ae"), ("ah", "a"), ("a", "ah"), ("c", "k"), ("k", "c"), ("h", ""),
    ("iy", "y"), ("ia", "iya"), ("in", "ien"), ("l", "ll"), ("n", "nn"), ("d", "t"), ("o", "u"),
    ("b", "p"), ("g", "k"), ("e", "i"), ("r", "rr"),
)  # fmt: skip
_common = HABITS[:24]
BEFORE = ("H.", "Hj.", "Drs.", "Dra.", "Ir.", "dr.", "Ust.", "KH.", "Pdt.", "Rm.", "Alm.", "Sdr.")
AFTER = (
    ", S.Pd",
    ", S.E",
    ", SH",
    ", S.Sos",
    ", A.Md",
    ", S.Ag",
    ", S.Kep",
    " S.Pd.I",
    ", M.Pd",
    ", ST",
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
BESIDE = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa",
    "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu",
    "z": "x",
}  # fmt: skip


def variant(name: str, chance: Random) -> str:
    """One word in another accepted spelling."""
    words = name.split(" ")
    order = list(range(len(words)))
    chance.shuffle(order)
    for i in order:
        changed = _other_spelling(words[i], chance)
        if changed != words[i]:
            words[i] = changed
            return " ".join(words)
    return name


def _other_spelling(word: str, chance: Random) -> str:
    known = _variants.get(word)
    if known and chance.random() < 0.75:
        return chance.choice(known)
    lower = word.lower()
    habits = [h for h in (_common if chance.random() < 0.8 else HABITS) if h[0] in lower]
    if not habits or len(word) < 4:
        return word
    old, new = chance.choice(habits)
    return lower.replace(old, new, 1).capitalize()


def typo(name: str, chance: Random) -> str:
    """A letter left out, doubled, swapped with its neighbour, the key beside it; a lost space."""
    places = [i for i, c in enumerate(name) if c.isalpha()]
    if len(places) < 4:
        return name
    i = chance.choice(places[1:])
    kind = chance.random()
    if kind < 0.3:
        return name[:i] + name[i + 1 :]
    if kind < 0.55:
        key = chance.choice(BESIDE.get(name[i].lower(), LETTERS))
        return name[:i] + key + name[i + 1 :]
    if kind < 0.75 and i + 1 < len(name) and name[i + 1].isalpha():
        return name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    if kind < 0.8 and " " in name:
        return name.replace(" ", "", 1)
    return name[:i] + name[i] + name[i:]


def drop(name: str, chance: Random) -> str:
    """One word left out."""
    words = name.split(" ")
    if len(words) < 2:
        return name
    del words[chance.randrange(len(words))]
    return " ".join(words)


def swap(name: str, chance: Random) -> str:
    """Two words change places."""
    words = name.split(" ")
    if len(words) < 2:
        return name
    i = chance.randrange(len(words) - 1)
    words[i], words[i + 1] = words[i + 1], words[i]
    return " ".join(words)


def initial(name: str, chance: Random) -> str:
    """One word as its first letter."""
    words = name.split(" ")
    long = [i for i, w in enumerate(words) if len(w) > 2]
    if len(words) < 2 or not long:
        return name
    i = chance.choice(long)
    words[i] = words[i][0] + chance.choice((".", ".", ""))
    return " ".join(words)


def title(name: str, chance: Random) -> str:
    """A hajj, a degree, an office before or behind."""
    if chance.random() < 0.55:
        return f"{chance.choice(BEFORE)} {name}"
    return name + chance.choice(AFTER)


def alias(name: str, chance: Random) -> str:
    """Another name beside the first."""
    words = name.split(" ")
    other = NICKNAMES.get(words[0], words[0][-4:].capitalize()).split()[0]
    return name + chance.choice((" alias {}", " al. {}", " ({})", " als {}")).format(other)


def nickname(name: str, chance: Random) -> str:
    """What the neighbours call them, instead of the first word."""
    words = name.split(" ")
    known = NICKNAMES.get(words[0])
    if known:
        words[0] = chance.choice(known.split())
    elif len(words[0]) > 5:
        half = len(words[0]) // 2
        words[0] = chance.choice((words[0][:half], words[0][half:].capitalize()))
    return " ".join(words)
