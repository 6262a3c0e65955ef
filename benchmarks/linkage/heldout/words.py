# ruff: noqa: E501
"""Names for the held-out people: a few seeds per tradition, and a letter chain that invents more.

Names in a tail are drawn letter by letter from a chain of pairs learnt on the seeds of the same
tradition, so most of them exist nowhere.
"""

import csv
from collections import defaultdict
from itertools import accumulate
from pathlib import Path
from random import Random

DEMO = Path(__file__).parents[3] / "src/payung/edge/demo/data/names.csv"
OWN_SEEDS = {
    ("batak", "m"): "Parlindungan Tumpal Maruli Binsar Sahat Hotman Jonner Poltak Mangasi Pardamean"
    " Jhonson Bonar Togar Saut Monang Ramses Parulian Tigor Horas Ojak Rudolf Edison Hasudungan",
    ("batak", "f"): "Tiurma Rotua Lasma Nurmala Romauli Tiarma Duma Hotmaida Rosinta Pintauli"
    " Lamtiur Risma Sondang Basaria Melva Saulina Dormauli Lamria Masta Tiominar Dame Rumondang",
    ("batak", "c"): "Simanjuntak Sinaga Situmorang Hutabarat Siahaan Silalahi Manurung Nainggolan"
    " Pasaribu Lumbantobing Panjaitan Hutapea Pardede Gultom Sihombing Purba Saragih Tampubolon",
    ("bali", "m"): "Suardana Sudarsana Wirawan Artawan Suartika Mertayasa Sukarta Arnawa Budiarta"
    " Widiana Sumerta Kertayasa Parwata Suweca Astawa Wijana Darmawan Sudiarta Jelantik Mudita",
    ("bali", "f"): "Suryani Astiti Sukerti Murniati Wardani Suasti Rasmini Suartini Ariani Parwati"
    " Widiasih Kerti Sudiani Armini Puspadewi Sukreni Yuliani Sriasih Wiratni Mertasih Karsi",
    ("bali", "c"): "Adnyana Putra Sanjaya Dwipayana Mahardika Pradnyana Saputri Cahyani Dewi Wati",
    ("aceh", "m"): "Teuku Nyak Mukhtar Razali Iskandar Azhari Marzuki Bukhari Fakhrurrazi Mawardi"
    " Zulfan Saifuddin Jafar Hanafiah Abubakar Ibnu Munawar Tarmidi Fadhil Qadri Khaidir Yusri",
    ("aceh", "f"): "Cut Nurmala Rosdiana Ainsyah Mutia Safrina Keumala Ruhama Nuraini Hafsah Darwati"
    " Khairani Maisarah Qurrata Raudhah Salbiah Zahrina Asmaul Nafisah Rahmatillah Syarifah",
    ("aceh", "c"): "Ishak Usman Daud Hasyim Puteh Ali Zein Lamkaruna Budiman Sulaiman Syah Hamzah",
    ("maluku", "m"): "Marthen Semuel Johanis Frangky Costantinus Zeth Elisa Obeth Abraham Ishak"
    " Pieter Hengky Welhelmus Josias Barnabas Matheos Yopi Karel Ferdy Onisimus Salmon Absalom",
    ("maluku", "f"): "Mathelda Dorsina Yacomina Orpa Sarce Wellemina Fransina Yohana Selfina Batseba"
    " Paulina Naomi Rachel Costantina Agustintje Aplena Marlen Ance Sofia Lea Henderina Magda",
    ("maluku", "c"): "Latuconsina Pattiasina Tuhumury Sahetapy Leiwakabessy Matulessy Lekatompessy"
    " Rumbiak Wenda Kogoya Mandacan Wanggai Manuhutu Tahapary Salampessy Nanlohy Pelupessy Yikwa",
}  # fmt: skip
DEMO_KEYS = {"depan_L": "m", "depan_P": "f", "belakang_marga": "c"}
# province, share of one-word names, do children carry the father's last word
TRADITIONS = {
    "belu": ("53", 0.06, True), "kapuas": ("62", 0.14, False), "bulukumba": ("73", 0.17, False),
    "batak": ("12", 0.05, True), "bali": ("51", 0.08, False), "aceh": ("11", 0.26, False),
    "maluku": ("81", 0.05, True),
}  # fmt: skip
BALI_ORDER = (("Wayan", "Putu", "Gede"), ("Made", "Kadek"), ("Nyoman", "Komang"), ("Ketut",))


class Words:
    """Draws names of one tradition; the front of its list is drawn most (a Zipf law)."""

    def __init__(self, tradition: str, chance: Random) -> None:
        self.tradition, self.chance = tradition, chance
        self.lists = {kind: self._stretch(_seeds(tradition, kind)) for kind in "mfc"}
        self.weights = {
            kind: list(accumulate(1 / (rank + 2) ** 1.05 for rank in range(len(words))))
            for kind, words in self.lists.items()
        }

    def one(self, kind: str) -> str:
        """A man's, a woman's or a family's word."""
        return self.chance.choices(self.lists[kind], cum_weights=self.weights[kind])[0]

    def _stretch(self, seeds: list[str]) -> list[str]:
        chain: dict[str, list[str]] = defaultdict(list)
        for word in seeds:
            text = f"^^{word.lower()}$"
            for i in range(len(text) - 2):
                chain[text[i : i + 2]].append(text[i + 2])
        seen, words = set(seeds), list(seeds)
        for _ in range(6000):
            made = self._invent(chain)
            if 4 <= len(made) <= 12 and made not in seen:
                seen.add(made)
                words.append(made)
            if len(words) >= 450:
                break
        return words

    def _invent(self, chain: dict[str, list[str]]) -> str:
        text = "^^"
        while len(text) < 16:
            letter = self.chance.choice(chain[text[-2:]])
            if letter == "$":
                break
            text += letter
        return text[2:].capitalize()


def _seeds(tradition: str, kind: str) -> list[str]:
    own = OWN_SEEDS.get((tradition, kind))
    if own:
        return own.split()
    with DEMO.open(encoding="utf-8", newline="") as source:
        return [
            row["nama"]
            for row in csv.DictReader(source)
            if row["kabupaten"] == tradition and DEMO_KEYS[row["jenis"]] == kind
        ]
