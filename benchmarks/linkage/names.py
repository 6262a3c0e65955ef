# ruff: noqa: E501
"""Names by culture: common heads, as public knowledge has them, and long tails composed of parts.

No real person: words that many carry, drawn and joined by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True)
class Culture:
    """What a culture's names are drawn from; the front of each list is the commonest."""

    province: str
    one_word: float
    men: tuple[str, ...]
    women: tuple[str, ...]
    last: tuple[str, ...]
    clan: bool
    """Last names are clans: inherited from the father, kept by most wives."""
    prefix_men: tuple[tuple[str, float], ...] = ()
    prefix_women: tuple[tuple[str, float], ...] = ()
    second: float = 0.4
    """Share of people with a second given name before the last one."""
    last_share: float = 1.0
    titles: tuple[str, ...] = ()


def _tail(starts: str, middles: str, ends: str) -> tuple[str, ...]:
    """Every join of parts, spread so that neighbours differ."""
    joined = [a + b + c for a, b, c in product(starts.split(), middles.split("|"), ends.split())]
    step = next(s for s in (37, 41, 43, 47, 53) if len(joined) % s)
    return tuple(joined[i * step % len(joined)] for i in range(len(joined)))


def _words(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(texts).split()))


NTT = Culture(
    "53", 0.05,
    _words(
        "Yohanes Antonius Petrus Yosef Fransiskus Agustinus Paulus Stefanus Martinus Dominikus",
        "Mikhael Gabriel Aloysius Benediktus Blasius Kristoforus Damianus Emanuel Gregorius Hironimus",
        "Ignasius Yakobus Kornelis Lambertus Markus Matias Nikolaus Oktavianus Rafael Sebastianus",
        "Siprianus Tadeus Thomas Urbanus Valentinus Vinsensius Wilfridus Yulius Zakarias Ambrosius",
        "Arnoldus Bernadus Bonefasius Klemens Daniel Dionisius Edmundus Eduardus Ferdinandus Florianus",
        "Frederikus Germanus Hendrikus Herman Hubertus Kanisius Karolus Kasianus Leonardus Longginus",
        "Lukas Maksimus Marianus Marselinus Melkior Norbertus Oskar Philipus Primus Quirinus Raimundus",
        "Remigius Robertus Rofinus Romanus Servasius Silvester Simon Titus Viktor Vitalis Wendelinus",
        "Wilhelmus Yanuarius Yeremias Yoakim Yonatan Yustinus Adrianus Albertus Alfonsus Alfredus",
        "Anselmus Apolinaris Baltasar Bartolomeus Deonisius Desiderius Donatus Elias Engelbertus Ernestus",
        "Eusebius Fabianus Fidelis Filipus Flavianus Gaspar Gerardus Gervasius Godefridus Heribertus",
        "Inosensius Isidorus Kalistus Kondradus Kosmas Laurensius Leo Libertus Ludovikus Maternus",
        "Modestus Nobertus Oktovianus Pankrasius Pius Polikarpus Prosper Reinardus Rikardus Rudolfus",
        "Salvator Severinus Sirilus Sergius Teodorus Timotius Tobias Vensensius Viktorianus Yordanus",
    ),
    _words(
        "Maria Yuliana Theresia Margareta Anastasia Fransiska Elisabeth Agustina Katarina Veronika",
        "Magdalena Yosefina Regina Rosalia Kristina Antonia Bernadeta Monika Paulina Lusia",
        "Agnes Anna Angelina Adelina Blandina Brigita Dominika Dorotea Emerensiana Emiliana",
        "Filomena Florentina Genoveva Gaudensia Gertrudis Helena Hendrika Imelda Irmina Yasinta",
        "Yustina Yovita Klara Konstantina Kornelia Lidwina Lusiana Maksima Marselina Marta",
        "Martina Matilde Melania Natalia Oktaviana Petronela Philomena Prisila Roswita Rufina Sabina",
        "Serafina Sesilia Sisilia Skolastika Stefania Susana Ursula Valentina Viktoria Vinsensia",
        "Wilhelmina Yohana Yuliyanti Yunita Zita Apolonia Afliana Albina Aloysia Beatriks",
        "Benedikta Bibiana Benigna Desideria Dionisia Edeltrudis Efrasia Elfrida Ermelinda Eufrasia",
        "Fabiola Felisitas Ferdinanda Goreti Gradiana Hermina Hironima Ignasia Inosensia Karolina",
        "Kasilda Klaudia Kresensia Leonarda Ludgardis Marsiana Mikaela Nikolasa Odilia Patrisia",
        "Perpetua Rafaela Redempta Rosina Salome Sebastiana Silviana Tekla Virgilia Yuventa",
    ),
    _words(
        "Bere Mau Bria Seran Nahak Klau Bau Tae Leki Manek Berek Luan Asa Fahik Lau Hoar Moruk",
        "Taek Mali Kali Loe Atok Suri Bele Neno Parera Lopes Soares Pereira Mendes Gonsalves Amaral",
        "da-Costa dos-Santos de-Jesus Martins Barros Ximenes Fernandes Halek Usfinit Taolin Naibili",
        "Kolo Nesi Tefa Sasi Siku Talo Luruk Meak Kiik Besin Bano Bouk Abuk Ati Dasi Lelo Leto",
    )
    + _tail("Na Ta Be Lo Ma Fa Ke Ba Ha Si Te Ni", "i|u|bo|ne|ka|le|ro", "n k s tu ba noni fa lak"),
    clan=True, prefix_women=(("Maria", 0.2),), prefix_men=(("Yohanes", 0.06),), second=0.3,
)  # fmt: skip

JAVA = Culture(
    "35", 0.26,
    _words(
        "Slamet Suparno Sutrisno Supriyadi Suyanto Sugeng Mulyono Suwarno Sukirman Sumarno Agus",
        "Bambang Budi Eko Dwi Tri Joko Hari Teguh Wahyu Bayu Dimas Rizky Andi Yusuf Imam Ahmad",
        "Muhammad Abdul Nur Arif Dedi Rudi Heri Hendra Ponidi Poniman Kasiman Kasmin Paijo Paimin",
        "Ngatiman Ngadimin Sarijo Samsul Untung Jumadi Mujiono Mukidi Wagiman Sarno Tukimin Rohmad",
        "Khoirul Solikin Zainal Syaiful Fajar Galih Gilang Adi Aji Anang Bagus Cahyo Danang Edi",
        "Feri Ganjar Indra Krisna Lukman Miftah Nanang Puji Qomarudin Ridwan Setyo Toni Wisnu Yoga",
    )
    + _tail("Su Sur Pur Har War Mul Sar Kas Sis Sut", "yo|a|ji|wi|ma|di", "no to di man yanto tono"),
    _words(
        "Siti Sri Sumiati Suparti Sulastri Sumarni Suyati Kartini Wahyuni Ngatini Tumini Lestari",
        "Endang Dewi Dwi Tri Ratna Rini Yuni Ani Nur Umi Eni Wiwik Titik Puji Rina Ika Indah",
        "Fitri Fatimah Aisyah Khotimah Zulaikah Juminten Painem Poniyem Kasinem Sukinem Tukiyem",
        "Mujiati Musrifah Romlah Rukmini Jumiati Kusmiati Winarti Winarsih Suprihatin Partini Tutik",
        "Ayu Putri Intan Bunga Citra Dina Erna Fera Galuh Hesti Kiki Laras Maya Novi Okta Retno",
    )
    + _tail("Su Sur Pur Har War Mul Sar Kas Sis Tu", "ya|i|ma|mi|wi", "ti tini tun nah sih nem yem"),
    _words(
        "Santoso Wibowo Setiawan Susanto Prasetyo Hidayat Saputra Nugroho Raharjo Widodo Utomo",
        "Purnomo Handoko Kurniawan Wijaya Hartono Suryanto Yulianto Wicaksono Pratama Firmansyah",
        "Rahmawati Lestari Handayani Astuti Wulandari Rahayu Ningsih Utami Puspitasari Setyowati",
        "Anggraini Kusuma Permata Safitri Maharani Hidayati Fauziah Amalia Nurhayati Yuliana",
    )
    + _tail("Prab Sas Har Wir Kus Nit Jay Tir", "o|a|u", "wo tra di yasa dinata mojo kusumo wan"),
    clan=False, prefix_men=(("Muhammad", 0.07), ("Moch", 0.02), ("Abdul", 0.03)),
    prefix_women=(("Siti", 0.12), ("Sri", 0.08)), second=0.2, last_share=0.85,
)  # fmt: skip

BUGIS = Culture(
    "73", 0.15,
    _words(
        "Baharuddin Syamsuddin Hasanuddin Kamaruddin Saharuddin Nurdin Ramli Sudirman Jufri Ismail",
        "Amiruddin Arifin Basri Bahtiar Haeruddin Hamka Kaharuddin Mustari Rustam Sulaiman",
        "Syarifuddin Tajuddin Zainuddin Ambo Baso Andi Asri Jumadi Ahmad Muhammad Abdul Mansyur",
        "Sangkala Baco Beddu Tahang Rahman Sanusi Tamrin Burhanuddin Awaluddin Bakri Darwis Firman",
        "Galib Hamzah Idris Jamaluddin Lukman Makmur Nasir Nurman Rusli Rusdi Sainuddin Sappe",
        "Sirajuddin Supardi Suardi Taufik Umar Usman Wahyuddin Yunus Yusuf Zulkifli Akbar Aswar",
    )
    + _tail("Sya Ba Ka Ja Ha Na Sa Mu", "m|h|fi|r|i|la|kki", "suddin ruddin riddin luddin huddin"),
    _words(
        "Nurhayati Nuraeni Hasnah Rosmini Sitti Nurlaela Hartati Fatmawati Darmawati Kasmawati",
        "Rosdiana Mardiana Murni Salma Besse Tenri Halija Hamsinah Jumriah Rahmatia Ratnawati",
        "Saharia Suharti Sunarti Suriani Syamsiah Nurjannah Hasriani Marwah Hadijah Andi Hasni Isah",
        "Indo Wati Sania Sahara Saenab Nurbaya Nurmiati Nursiah Ramlah Rabiah Rosmiati Sudarmi",
        "Sumiati Suarni Hajrah Hasmawati Irmawati Jumiati Kartini Kamariah Maemunah Megawati",
    )
    + _tail("Nur Ros Has Sur Dar Mas Jum", "a|i|ma|mi|di|li", "ni ti wati ana sia riah ngsih"),
    _words(
        "Daeng Karim Rahman Hamid Latif Tahir Yusuf Halim Kadir Salam Umar Rahim Haris Basir Dahlan",
        "Mappa Makkulau Pato Puang Rewa Saenong Sani Sanusi Tiro Tombong Tompo Gassing Lolo Nai Bora",
        "Sikki Tutu Ngalle Ngewa Bali Raja Tayang Tola Patta Cambang Lallo Nompo Sila Rowa",
    )
    + _tail("Man Pa Tam Gas Sam La Mang", "a|u|i|ba|na", "sing lla ppa ngka rang ssa mpo"),
    clan=False, prefix_men=(("Muhammad", 0.12), ("Muh", 0.03), ("Andi", 0.06), ("Abdul", 0.05)),
    prefix_women=(("Andi", 0.06), ("Sitti", 0.07), ("Nur", 0.03)), second=0.15, last_share=0.6,
    titles=("Dg.", "Daeng", "Puang", "Petta"),
)  # fmt: skip

DAYAK = Culture(
    "62", 0.12,
    _words(
        "Yansen Kristian Hendra Iwan Rinto Untung Darius Marthin Tundan Tawa Sahmin Salmin Ardianto",
        "Budi Ahmad Hairul Jarkasi Rahmadi Riduan Sabran Supian Suwandi Syahrani Rusdi Yuliansyah",
        "Dewel Silas Lewi Yulius Yanto Hermanus Dehen Kardinal Elmiadi Misran Bambang Andreas Sius",
        "Titus Teras Rawing Tambun Sandung Lambang Edy Ruslan Sugianto Petrus Alpian Arbani Aspul",
        "Bahrudin Gusti Hamdani Ideham Junaidi Kursani Mahyuni Norman Rahmat Samsudin Utuh Zaini",
    )
    + _tail("Tu Bu Sa Ra Li La Ki", "n|ng|m|ra|ha|di", "dan gai dung pas kai ang jan"),
    _words(
        "Norhayati Salasiah Rusmini Rahmawati Noriati Helda Herlina Debora Ester Yuliana Kristina",
        "Lina Linda Mina Mariati Masitah Aminah Fatimah Hadijah Siti Sri Wati Yanti Ratna Rina Ida",
        "Rusnah Sumiati Elisae Endang Lestari Mariana Murtiah Norlaila Raihanah Rabiatul Saniah",
        "Tumbang Udur Bawi Nyai Lamiang Lewin Iting Dina Sarinah Rusiana Meriwati Lisnawati Hartini",
    )
    + _tail("Nor Mar Sal Ras Her Lis", "a|i|mi|li|da", "na wati ani siah tini yana"),
    _words(
        "Tingang Dehen Nyahu Kiting Rangan Lambung Jagau Bungai Sangen Linggi Igang Siden Tuah Sahay",
        "Rusan Usup Anwar Arsyad Basri Effendi Husin Junaidi Kurnain Ruslan Saleh Santoso Saptono",
        "Umar Wijaya Hamidhan Toepak Mihing Asang Bahen Djaga Enos Gara Idjai Kunum Nahan",
    )
    + _tail("Sa Tu Ba Ka Lu Nga", "ma|lu|nja|ta|ra", "n ng k t i r"),
    clan=True, prefix_men=(("Muhammad", 0.06),), prefix_women=(("Siti", 0.08),),
    second=0.15, last_share=0.75,
)  # fmt: skip

MALAY = Culture(
    "14", 0.18,
    _words(
        "Zulkifli Syafrizal Rahmat Hidayat Muhammad Ahmad Abdul Hendri Afrizal Yusrizal Rusli Nasrul",
        "Ridwan Safri Edi Jon Jasman Herman Indra Irwan Iskandar Khairul Lukman Mahmud Nazar Nofri",
        "Rafi Ramadhan Rinaldi Riki Said Sofyan Syahrul Tarmizi Umar Usman Wan Yulizar Yusran Zainal",
        "Zamri Zulfikar Alfian Andri Asril Azwar Bustami Darwin Efrizal Fauzi Firdaus Hamdan Hasbi",
    )
    + _tail("Af Yus Er Syaf Nov Zul Ris", "ri|na|fri|li|mi", "zal di man dar son wan al"),
    _words(
        "Nurhasanah Yusnita Rosmaniar Siti Nur Zuraida Fatimah Aisyah Khadijah Rahmah Asnah Yulia",
        "Desi Dewi Elvi Ermawati Eva Fitri Gusnita Hasnah Irma Jasmani Kasmiati Leli Lisa Maryam",
        "Mardiah Nelly Nilawati Nurbaiti Nurlela Rahmi Ratna Rika Rosnah Ruhana Sari Suryani Syamsiar",
        "Tina Upik Wirda Yanti Yeni Yusmanidar Zahara Zaleha Zubaidah Zurnalis Delima Ernawati",
    )
    + _tail("Nur Yus Ras Er Zul Mar", "ni|ma|la|di|hai", "ti dar wati na ani yah lis"),
    _words(
        "Rahman Hasan Husin Ismail Ibrahim Yusuf Yakub Salim Saleh Amin Arifin Bakar Daud Efendi Fauzi",
        "Hakim Halim Hamid Hanafi Harahap Hasibuan Jamil Karim Latif Malik Mansur Nasution Rambe Siregar",
        "Rasyid Ritonga Sabri Syukur Tanjung Usman Wahid Yahya Zakaria Putra Putri Chaniago Koto Piliang",
    )
    + _tail("Ab Ham Sal Mus Har", "du|la|i|ma|fa", "llah din n r si ri"),
    clan=False, prefix_men=(("Muhammad", 0.13), ("M", 0.03), ("Abdul", 0.06), ("Wan", 0.02)),
    prefix_women=(("Siti", 0.1), ("Nur", 0.06), ("Wan", 0.02)), second=0.2, last_share=0.65,
)  # fmt: skip

SUNDA = Culture(
    "32", 0.2,
    _words(
        "Asep Dedi Ujang Cecep Dadang Endang Yayan Iwan Agus Deni Ade Entis Jajang Nandang Tatang Wawan",
        "Maman Oman Aceng Ahmad Muhammad Abdul Rahmat Dede Yana Eman Sobari Suherman Sopian Hendi Dudi",
        "Gugun Herman Ikin Jaja Karna Lili Mamat Nana Oyon Pepen Rukmana Saepul Tarya Udin Wahyu Yusup",
    )
    + _tail("Su Ka Sa Wa Ru Ta", "r|ki|n|ma|di|per", "ya man di ja na wan"),
    _words(
        "Siti Neneng Euis Iis Lilis Cucu Nining Eti Imas Ai Ade Yeyet Entin Titin Elis Rina Popong Dede",
        "Nani Enok Kokom Mimin Oneng Rohaeti Sopiah Tati Uum Wati Yoyoh Nurjanah Aisah Halimah Aminah",
        "Ikah Icih Juju Kartika Lina Mira Nia Otin Pipit Reni Sari Tuti Ucu Wida Yani Yuyun Ros Eneng",
    )
    + _tail("Su Ro Ma Ka Nur Sa", "mi|ha|s|ri|li|di", "ti yati ah nah nengsih yah"),
    _words(
        "Hidayat Suryana Permana Gunawan Kurnia Sutisna Suherman Setiawan Ramdani Mulyana Rahayu",
        "Nurjanah Komariah Rohimah Maryati Sumiati Kusnadi Supriatna Iskandar Firmansyah Saepudin",
        "Wijaya Hermawan Solihin Nugraha Rukmini Sukaesih Mulyati Suhendar Sukmana Sudrajat Koswara",
    )
    + _tail("Su Wi Ka Per Na", "r|ra|ki|ta|di", "ya man atmaja dinata sasmita wan"),
    clan=False, prefix_men=(("Muhammad", 0.05), ("Abdul", 0.02)), prefix_women=(("Siti", 0.1),),
    second=0.15, last_share=0.8,
)  # fmt: skip

CULTURES = {
    "ntt": NTT, "java": JAVA, "bugis": BUGIS, "dayak": DAYAK, "malay": MALAY, "sunda": SUNDA,
}  # fmt: skip

NICKNAMES = {
    "Yohanes": "Anis John Yan", "Fransiskus": "Frans Sisko", "Antonius": "Anton Toni",
    "Petrus": "Piet Pit", "Yosef": "Yos Oce", "Maria": "Mia Ria", "Theresia": "Tere Sia",
    "Margareta": "Reta Etha", "Elisabeth": "Elis Lisbet", "Agustinus": "Agus Gusti",
    "Muhammad": "Mamat Amat", "Abdul": "Dul", "Slamet": "Met", "Sulaiman": "Leman",
    "Fatimah": "Imah", "Nurhayati": "Nur Yati", "Baharuddin": "Bahar Udin", "Siti": "Iti",
    "Kristina": "Tin Kris", "Yuliana": "Yuli Ana", "Hasanuddin": "Hasan", "Ahmad": "Mamad",
    "Veronika": "Vero Nika", "Katarina": "Katrin Rina", "Bernadeta": "Deta", "Stefanus": "Stef",
}  # fmt: skip
