"""Every problem that a check can name: its severity, its sentence, its way out.

The reference page is made from this table. Sentences address the sender, name the reason and
never the guilty; ``{…}`` are filled from the row. No sentence may hold an identity number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Lang = Literal["id", "en"]


class Severity(StrEnum):
    """An error keeps a row out; a warning lets it in and asks for a look."""

    ERROR = "error"
    WARNING = "warning"


class Scope(StrEnum):
    """Where a problem lies."""

    FILE = "file"
    TABLE = "table"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem."""

    name: str
    severity: Severity
    scope: Scope
    message: Mapping[Lang, str]
    way_out: Mapping[Lang, str]


def _parse(text: str, severity: Severity, scope: Scope) -> list[Code]:
    """Blocks of five lines: name, sentence and way out in Indonesian, then in English."""
    found = []
    for block in text.strip().split("\n\n"):
        name, said, out, said_en, out_en = (line.strip() for line in block.strip().split("\n"))
        found.append(
            Code(name, severity, scope, {"id": said, "en": said_en}, {"id": out, "en": out_en})
        )
    return found


_ROW_ERRORS = """
nik_missing
NIK kosong.
Isi 16 angka NIK sesuai KTP-el atau Kartu Keluarga; tulis 0 bila penduduk belum memiliki NIK.
The NIK is empty.
Enter the 16 digits from the identity card or family card; enter 0 if the resident has none yet.

nik_numeric
NIK tersimpan sebagai angka, bukan teks, sehingga angka terakhirnya dapat hilang.
Ubah format kolom NIK menjadi Teks, lalu ketik ulang NIK dari KTP-el; mengubah format saja tidak mengembalikan angka yang hilang.
The NIK is stored as a number, not as text, so its last digits may be lost.
Format the column as Text, then type the NIK again from the identity card; changing the format alone does not bring lost digits back.

nik_scientific
NIK tertulis dalam notasi ilmiah (misalnya 5,30401E+15); sebagian angkanya sudah hilang.
Ubah format kolom NIK menjadi Teks, lalu ketik ulang NIK dari KTP-el.
The NIK is written in scientific notation (such as 5.30401E+15); some of its digits are lost.
Format the column as Text, then type the NIK again from the identity card.

nik_length
NIK berisi {count} angka; seharusnya 16.
Periksa angka yang kurang, lebih, atau tertukar dengan huruf (O dan 0, l dan 1) pada KTP-el.
The NIK has {count} digits instead of 16.
Look for digits that are missing, surplus or typed as letters (O for 0, l for 1).

nik_rounded
NIK berakhir dengan 0000; nomor urut itu tidak pernah diterbitkan dan biasanya tanda angka terakhir hilang di Excel.
Ketik ulang NIK dari KTP-el ke dalam sel berformat Teks.
The NIK ends in 0000, a serial number that is never issued and usually means that a spreadsheet lost the last digits.
Type the NIK again from the identity card into a cell formatted as Text.

nik_invalid_date
Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada.
Cocokkan NIK dengan KTP-el; untuk perempuan tanggalnya ditambah 40.
Digits 7 to 12 of the NIK are no date that exists.
Compare with the identity card; for women 40 is added to the day.

nik_duplicate
NIK yang sama juga tertulis di baris {rows}.
Pastikan pemilik NIK, lalu hapus baris yang ganda atau perbaiki NIK yang salah.
The same NIK also stands in row {rows}.
Find out whose NIK it is, then remove the double row or correct the wrong NIK.

name_missing
Nama kosong.
Isi nama lengkap sesuai KTP-el.
The name is empty.
Enter the full name as on the identity card.

name_invalid
Nama berisi {what}.
Tulis nama hanya dengan huruf, spasi, titik, koma, tanda petik dan tanda hubung.
The name holds {what_en}.
Write the name with letters, spaces, full stops, commas, apostrophes and hyphens only.

date_impossible
Tanggal ini tidak ada atau tidak dapat dibaca.
Tulis tanggal sebagai hari-bulan-tahun, misalnya 17-08-1980.
This date does not exist or cannot be read.
Write the date as day-month-year, such as 17-08-1980.

date_future
Tanggal ini belum terjadi.
Periksa tahunnya.
This date has not come yet.
Check the year.

date_missing
Tanggal lahir kosong dan tidak dapat diambil dari NIK.
Isi tanggal lahir sesuai Kartu Keluarga.
The birth date is empty and cannot be taken from the NIK.
Enter the birth date from the family card.

sex_missing
Jenis kelamin kosong dan tidak dapat diambil dari NIK.
Isi L atau P.
The sex is empty and cannot be taken from the NIK.
Enter L (male) or P (female).

number_invalid
Isi kolom ini bukan bilangan yang dapat dibaca.
Tulis angka saja, misalnya 1.234.567.
This is no number that can be read.
Write digits only, such as 1.234.567.

month_invalid
Isi kolom ini bukan bulan yang dapat dibaca.
Tulis bulan sebagai bulan-tahun, misalnya 05-2026.
This is no month that can be read.
Write the month as month-year, such as 05-2026.

key_missing
Kolom {label} kosong.
Isi kolom ini; tanpa itu baris tidak dapat dikenali.
The column {label_en} is empty.
Fill it in; without it the row cannot be recognised.

key_duplicate
Isi yang sama juga tertulis di baris {rows}.
Hapus baris yang ganda atau perbaiki isi yang salah.
The same value also stands in row {rows}.
Remove the double row or correct the wrong value.
"""

_ROW_WARNINGS = """
nik_temporary
NIK sementara (diawali 0 atau hanya 0); baris diterima, tetapi tidak dapat dikirim ke BPJS Ketenagakerjaan.
Lengkapi dengan NIK dari Dukcapil sebelum orang ini didaftarkan.
A temporary NIK (begins with 0, or is 0); the row is accepted but cannot be sent to BPJS.
Complete it with the NIK from the civil registry before this person is enrolled.

nik_region_unknown
Enam angka pertama NIK ({prefix}) bukan kode kecamatan yang berlaku sekarang; bisa jadi kode lama sebelum pemekaran.
Tidak perlu diubah bila sesuai KTP-el.
The first six digits of the NIK ({prefix}) are no district code in force today; they may be an old one from before a split.
Nothing to do if it agrees with the identity card.

nik_region_elsewhere
NIK pertama kali diterbitkan di {region}, bukan di kabupaten/kota tujuan daftar ini.
Tidak perlu diubah bila sesuai KTP-el; pastikan orang ini memang penduduk di sini.
The NIK was first issued in {region}, not in the regency that this list is for.
Nothing to do if it agrees with the identity card; make sure that the person lives here.

nik_birthdate_differs
Tanggal lahir di kolom ini berbeda dengan yang tersirat dalam NIK, pada bagian {part}.
Cocokkan dengan KTP-el; tanggal di kolom yang dipakai.
The birth date in this column differs from the one in the NIK, in its {part_en}.
Compare with the identity card; the date in the column is used.

nik_sex_differs
Jenis kelamin di kolom ({column_sex}) berbeda dengan yang tersirat dalam NIK ({nik_sex}).
Cocokkan dengan KTP-el; isi kolom yang dipakai.
The sex in its column ({column_sex}) differs from the one in the NIK ({nik_sex}).
Compare with the identity card; the column is used.

value_cleaned
Isi sel dibersihkan sebelum dibaca: {what} dibuang.
Tidak perlu diubah; periksa bila hasilnya keliru.
The cell was cleaned before it was read: {what_en} taken away.
Nothing to do; look again if the result is wrong.

kk_invalid
Nomor Kartu Keluarga bukan 16 angka yang utuh{why}; nomor ini tidak dipakai.
Ketik ulang nomor dari Kartu Keluarga ke dalam sel berformat Teks.
The family-card number is not 16 whole digits{why_en}; it is not used.
Type the number again from the family card into a cell formatted as Text.

kpj_invalid
KPJ berisi {count} angka; seharusnya 8 sampai 13.
Periksa pada kartu peserta.
The KPJ has {count} digits; it should have 8 to 13.
Check the participant's card.

kpj_unusual
KPJ berisi {count} angka; biasanya 11.
Periksa pada kartu peserta, terutama angka 0 di depan.
The KPJ has {count} digits; 11 are usual.
Check the participant's card, above all for zeros at the front.

age_65
Orang ini berusia {age} tahun; pendaftaran baru dibatasi sebelum usia 65 tahun.
Tidak perlu diubah; pada tahap penetapan orang ini akan diperiksa menurut aturan sumber dana.
This person is {age} years old; new enrolment ends before the age of 65.
Nothing to do; the rules of the fund decide at selection.

age_unlikely
Menurut tanggal lahir ini usianya {age} tahun.
Periksa tahun lahirnya.
By this birth date the age is {age} years.
Check the year of birth.

formula_value
Sel ini berisi rumus; yang dibaca adalah hasil terakhir yang tersimpan dalam file.
Agar pasti, salin kolom ini lalu tempel sebagai nilai (Paste Special – Values).
This cell holds a formula; the last result stored in the file was read.
To be sure, copy the column and paste it as values.

date_two_digit_year
Tahun ditulis dua angka; dibaca sebagai {year}.
Tulis tahun dengan empat angka agar tidak keliru.
The year has two digits; it was read as {year}.
Write the year with four digits.

date_serial
Tanggal tersimpan sebagai bilangan; dibaca sebagai {date}.
Ubah format kolom menjadi Tanggal atau tulis hari-bulan-tahun.
The date is stored as a number; it was read as {date}.
Format the column as a date, or write day-month-year.

birthdate_from_nik
Tanggal lahir kosong; diambil dari NIK.
Isi bila berbeda dari KTP-el.
The birth date is empty; taken from the NIK.
Enter it if the identity card says otherwise.

sex_from_nik
Jenis kelamin kosong; diambil dari NIK: {sex}.
Isi bila berbeda dari KTP-el.
The sex is empty; taken from the NIK: {sex}.
Enter it if the identity card says otherwise.

code_unknown
Isi kolom {label} tidak ada dalam daftar kode; tidak dipakai.
Pakai kode atau kata dari daftar baku.
The value of {label_en} is not in the list of codes; it is not used.
Use a code or a word from the standard list.

other_date_unread
Isi kolom {label} bukan tanggal yang dapat dibaca; tidak dipakai.
Tulis tanggal sebagai hari-bulan-tahun, misalnya 17-08-1980.
The value of {label_en} is no date that can be read; it is not used.
Write the date as day-month-year, such as 17-08-1980.

other_nik_invalid
Isi kolom {label} bukan NIK 16 angka yang utuh; tidak dipakai.
Ketik ulang dari KTP-el ke dalam sel berformat Teks, atau kosongkan.
The value of {label_en} is not a whole NIK of 16 digits; it is not used.
Type it again from the identity card into a cell formatted as Text, or leave it empty.

name_script
Nama ditulis dengan aksara selain Latin; formulir BPJS Ketenagakerjaan hanya menerima huruf Latin.
Tambahkan ejaan Latin sesuai KTP-el.
The name is not in Latin script; the forms of BPJS take Latin letters only.
Add the Latin spelling of the identity card.

not_alive
Status penduduk: {status}.
Tidak perlu diubah; orang ini tidak akan diusulkan.
Status of the resident: {status}.
Nothing to do; this person will not be proposed.

row_hidden
Baris ini tersembunyi di lembar kerja dan tetap dibaca.
Hapus barisnya bila tidak dimaksudkan.
This row is hidden in the sheet and was read all the same.
Delete the row if it is not meant.
"""

_TABLE_WARNINGS = """
sheet_not_read
Lembar "{sheet}" tidak dibaca{why}.
Unggah lembar itu sebagai file tersendiri bila perlu.
Sheet "{sheet}" was not read{why_en}.
Send that sheet as a file of its own if it is needed.

sheet_hidden
Lembar "{sheet}" tersembunyi{read}.
Tampilkan lembar itu bila isinya dimaksudkan.
Sheet "{sheet}" is hidden{read_en}.
Unhide the sheet if it is meant.

column_unknown
Judul kolom "{header}" tidak dikenal; kolomnya tidak dibaca{guess}.
Petakan kolom ini secara manual bila isinya diperlukan.
The header "{header}" is not known; the column was not read{guess_en}.
Map the column by hand if it is needed.

column_duplicate
Dua kolom sama-sama dibaca sebagai {label}; kolom "{header}" tidak dipakai.
Hapus salah satu, atau petakan secara manual.
Two columns both mean {label_en}; column "{header}" is not used.
Remove one of them, or map by hand.

column_missing
Tidak ada kolom {label}{instead}.
Tambahkan kolom itu bila datanya ada.
There is no column {label_en}{instead_en}.
Add the column if you have the data.

macros_ignored
File ini berisi makro; makro tidak dijalankan dan tidak disimpan.
Simpan sebagai .xlsx agar tidak menimbulkan keraguan.
This file holds macros; they are not run and not kept.
Save it as .xlsx to leave no doubt.

opensid_word_export
Ekspor OpenSID berbentuk kata: kolom status dasar di dalamnya tidak dapat dipercaya dan tidak dipakai.
Gunakan ekspor OpenSID berbentuk kode.
This is OpenSID's export in words: its status column cannot be trusted and is not used.
Use OpenSID's export in codes.

rows_after_end
Ada {count} baris berisi setelah tanda ### dan tidak dibaca.
Hapus tanda ### bila baris itu dimaksudkan.
{count} filled rows after the mark ### were not read.
Remove the mark ### if those rows are meant.
"""

_FILE_ERRORS = """
file_missing
File "{file}" tidak ditemukan atau tidak dapat dibuka.
Periksa nama dan letak file.
The file "{file}" was not found or cannot be opened.
Check its name and place.

file_empty
File ini kosong (0 byte).
Kirim ulang; mungkin pengunggahan atau penyalinannya terputus.
The file is empty (0 bytes).
Send it again; the upload or the copy may have broken off.

file_too_large
File ini {size} MB; batasnya {limit} MB.
Bagi daftar menjadi beberapa file, misalnya per desa.
The file has {size} MB; the limit is {limit} MB.
Split the list into several files, for instance by village.

file_changed
File berubah selagi dibaca.
Tutup file itu di program lain, lalu coba lagi.
The file changed while it was being read.
Close it in other programs and try again.

file_broken
File ini rusak atau tidak lengkap sehingga tidak dapat dibaca.
Buka di Excel atau LibreOffice, lalu Simpan Sebagai .xlsx dan kirim ulang.
The file is damaged or incomplete and cannot be read.
Open it in a spreadsheet program, save it as .xlsx and send it again.

not_a_spreadsheet
File ini {kind}, bukan lembar kerja.
Kirim daftar sebagai .xlsx, .xls, .ods atau .csv.
This file is {kind_en}, not a spreadsheet.
Send the list as .xlsx, .xls, .ods or .csv.

html_renamed
File ini halaman web yang diberi nama seperti Excel.
Buka di Excel, pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx).
This file is a web page with the name of a spreadsheet.
Open it in Excel and save it as an Excel workbook (.xlsx).

password_protected
File ini dikunci dengan kata sandi.
Buka di Excel, hapus kata sandinya (File – Info – Proteksi Buku Kerja), simpan, lalu kirim ulang.
The file is locked with a password.
Open it in Excel, remove the password (File – Info – Protect Workbook), save and send it again.

zip_bomb
File ini mengembang menjadi {size} MB saat dibuka; batasnya {limit} MB.
Salin hanya daftarnya ke buku kerja baru, lalu kirim yang baru.
The file swells to {size} MB when opened; the limit is {limit} MB.
Copy the list alone into a new workbook and send that.

xml_entities
File ini berisi definisi entitas XML yang tidak pernah ada dalam lembar kerja biasa.
Buka di Excel atau LibreOffice, lalu Simpan Sebagai .xlsx.
The file defines XML entities, which ordinary spreadsheets never do.
Open it in a spreadsheet program and save it as .xlsx.

sheet_too_large
Lembar "{sheet}" membentang {rows} baris × {columns} kolom; terlalu luas untuk dibaca.
Salin hanya daftarnya ke buku kerja baru, lalu kirim yang baru.
Sheet "{sheet}" spans {rows} rows × {columns} columns, too wide to read.
Copy the list alone into a new workbook and send that.

too_many_sheets
Buku kerja ini berisi {count} lembar; batasnya {limit}.
Kirim lembar yang berisi daftar saja.
The workbook has {count} sheets; the limit is {limit}.
Send only the sheet that holds the list.

csv_quote
Tanda petik ganda di sekitar baris {row} tidak ditutup sehingga baris-baris setelahnya menyatu.
Periksa tanda " di baris itu, atau simpan ulang dari Excel.
A double quote near row {row} is not closed, so that the rows after it run together.
Check the " in that row, or save the file again from a spreadsheet.

no_table
Tidak ditemukan baris judul kolom yang dikenal dalam 30 baris pertama; file ini tidak tampak sebagai {what}.
Pastikan ada baris judul, misalnya {example}, atau petakan kolomnya secara manual.
No row of known column headers was found in the first 30 rows; this does not look like {what_en}.
Make sure that there is a header row, such as {example}, or map the columns by hand.

no_rows
Judul kolom ditemukan, tetapi tidak ada baris data di bawahnya.
Periksa apakah daftarnya berada di lembar atau file lain.
The headers were found but there are no rows of data below them.
See whether the list is in another sheet or file.
"""

CODES: dict[str, Code] = {
    code.name: code
    for code in (
        *_parse(_ROW_ERRORS, Severity.ERROR, Scope.ROW),
        *_parse(_ROW_WARNINGS, Severity.WARNING, Scope.ROW),
        *_parse(_TABLE_WARNINGS, Severity.WARNING, Scope.TABLE),
        *_parse(_FILE_ERRORS, Severity.ERROR, Scope.FILE),
    )
}
