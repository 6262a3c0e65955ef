"""The schema of resident lists: OpenSID's import and export, SIAK's export, plain lists."""

from payung.core.sheets import codes
from payung.core.sheets.codes import CodeTable
from payung.core.sheets.resident_rules import judge_resident, plain_residents
from payung.core.sheets.schema import Field, Kind, Schema


def _field(
    name: str,
    label_id: str,
    label_en: str,
    *synonyms: str,
    kind: Kind = Kind.TEXT,
    table: CodeTable | None = None,
    gives: tuple[str, ...] = (),
    identity: bool = False,
    strict: bool = True,
) -> Field:
    kind = Kind.CODE if table and kind is Kind.TEXT else kind
    label = {"id": label_id, "en": label_en}
    return Field(name, label, kind, synonyms, table, gives, identity, strict)


_FIELDS = (
    _field(
        "no_urut",
        "Nomor urut",
        "Number",
        "No",
        "No.",
        "Nomor",
        "Urut",
        "No Urut",
        "Nomer",
        kind=Kind.IGNORED,
    ),
    _field(
        *("nik", "NIK", "NIK", "Nomor Induk Kependudukan", "No NIK", "Nomor NIK", "No Induk"),
        *("No. KTP", "Nomor KTP", "NIK KTP", "No Identitas", "Nomor Identitas", "NIK Penduduk"),
        *(
            "No Induk Kependudukan",
            "National ID",
            "NIK KTP-el",
            "NO_KTP",
            "NIK/No KTP",
            "NIK/KTP",
            "KTP",
        ),
        kind=Kind.NIK,
        identity=True,
    ),
    _field(
        *("no_kk", "Nomor KK", "Family card", "No KK", "No. KK", "KK", "Nomor Kartu Keluarga"),
        *("No Kartu Keluarga", "Kartu Keluarga", "Nomor_KK", "NKK", "NOKK", "Family Card Number"),
        *("Nomor Kepala Keluarga",),
        kind=Kind.KK,
        identity=True,
    ),
    _field(
        *("nama", "Nama", "Name", "Nama Lengkap", "Nama Penduduk", "Nama Warga", "Full Name"),
        *("Nama Peserta", "Nama Pekerja", "Nama Tenaga Kerja", "Nama Anggota Keluarga", "Nm"),
        *("Nama Sesuai KTP", "Nama (sesuai KTP)", "Nama Calon Peserta", "Nama Anggota"),
        kind=Kind.NAME,
    ),
    _field(
        *("jenis_kelamin", "Jenis kelamin", "Sex", "JK", "L/P", "Kelamin", "Gender", "Jns Kelamin"),
        *("Jenis Kel", "J. Kelamin", "Jen Kel", "Jenkel", "P/L", "Kelamin (L/P)", "LP"),
        kind=Kind.SEX,
        table=codes.SEX,
    ),
    _field(
        *("tempat_lahir", "Tempat lahir", "Place of birth", "Tempatlahir", "Tmp Lahir"),
        *("Tempat Lhr", "Birthplace", "Kota Lahir", "Tmpt Lahir", "Tpt Lahir"),
    ),
    _field(
        *(
            "tanggal_lahir",
            "Tanggal lahir",
            "Birth date",
            "Tgl Lahir",
            "Tgl. Lahir",
            "Tanggallahir",
        ),
        *("Tgl Lhr", "Date of Birth", "DOB", "Tanggal Lahir (dd-mm-yyyy)", "Lahir", "Tgl_Lahir"),
        *("Birthdate", "Tanggal Kelahiran"),
        kind=Kind.DATE,
    ),
    _field(
        *("tempat_tanggal_lahir", "Tempat, tanggal lahir", "Place and date of birth", "TTL"),
        *("Tempat Tgl Lahir", "Tempat/Tanggal Lahir", "Tempat & Tgl Lahir", "Tmp/Tgl Lahir"),
        *("Tempat dan Tanggal Lahir", "Tempat dan Tgl Lahir", "Tmpt Tgl Lahir", "TTGL Lahir"),
        kind=Kind.PLACE_DATE,
        gives=("tempat_lahir", "tanggal_lahir"),
    ),
    _field(
        *("alamat", "Alamat", "Address", "Alamat Lengkap", "Alamat KTP", "Jalan", "Tempat Tinggal"),
        *("Alamat Domisili", "Alamat Rumah", "Alamat Tempat Tinggal", "Domisili"),
    ),
    _field("dusun", "Dusun", "Hamlet", "Nama Dusun", "Lingkungan", "Kampung", "Banjar", "Dukuh"),
    _field("rt", "RT", "RT", "No RT", "RT.", "Nomor RT"),
    _field("rw", "RW", "RW", "No RW", "RW.", "Nomor RW"),
    _field(
        *("rt_rw", "RT/RW", "RT/RW", "RT / RW", "RTRW", "RT-RW", "RT RW"),
        kind=Kind.RT_RW,
        gives=("rt", "rw"),
    ),
    _field("desa", "Desa/Kelurahan", "Village", "Desa", "Kelurahan", "Desa/Kel", "Kel/Desa"),
    _field("kode_desa", "Kode desa", "Village code", "Kode Wilayah", "Kode Kelurahan", "Kd Desa"),
    _field("kecamatan", "Kecamatan", "District", "Kec", "Nama Kecamatan", "Kec."),
    _field("agama", "Agama", "Religion", "agama_id", table=codes.RELIGION),
    _field(
        *("pendidikan", "Pendidikan", "Education", "pendidikan_kk_id", "Pendidikan Terakhir"),
        *("Pendidikan dalam KK", "Pendidikan Akhir", "Pddk Akhir", "pendidikan_kk", "PDDK_AKH"),
        table=codes.EDUCATION,
    ),
    _field(
        *("pendidikan_sedang", "Pendidikan sedang ditempuh", "Studying", "pendidikan_sedang_id"),
        table=codes.STUDYING,
    ),
    _field(
        *("pekerjaan", "Pekerjaan", "Occupation", "pekerjaan_id", "Jenis Pekerjaan", "Job"),
        *("Mata Pencaharian", "Jns Pekerjaan", "Profesi", "Pekerjaan Utama"),
        table=codes.OCCUPATION,
        strict=False,
    ),
    _field(
        *("status_kawin", "Status kawin", "Marital status", "Status Perkawinan", "Perkawinan"),
        *("Stat Kawin", "Kawin", "Status Nikah", "status_kawin_id", "STAT_KWN", "Marital"),
        table=codes.MARITAL,
    ),
    _field(
        *("hubungan_keluarga", "Hubungan keluarga", "Family relation", "kk_level", "SHDK"),
        *("Hubungan", "Hub Keluarga", "Status Hubungan", "Status Hubungan Dalam Keluarga"),
        *("Hubungan Dalam Keluarga", "Status Dalam Keluarga", "Hubungan Dengan Kepala Keluarga"),
        *("Hub. Kel", "STAT_HBKEL", "Status Hubungan Keluarga", "Status Keluarga"),
        table=codes.RELATION,
        strict=False,
    ),
    _field(
        *("kewarganegaraan", "Kewarganegaraan", "Citizenship", "warganegara_id", "Warga Negara"),
        *("WN", "WNI/WNA"),
        table=codes.CITIZENSHIP,
    ),
    _field(
        *("nik_ayah", "NIK ayah", "Father's NIK", "ayah_nik", "NIK Bapak"),
        kind=Kind.NIK,
        identity=True,
        strict=False,
    ),
    _field("nama_ayah", "Nama ayah", "Father's name", "Ayah", "Nama Bapak", "Nama Ayah Kandung"),
    _field(
        *("nik_ibu", "NIK ibu", "Mother's NIK", "ibu_nik"),
        kind=Kind.NIK,
        identity=True,
        strict=False,
    ),
    _field("nama_ibu", "Nama ibu", "Mother's name", "Ibu", "Nama Ibu Kandung", "Ibu Kandung"),
    _field(
        *("golongan_darah", "Golongan darah", "Blood group", "golongan_darah_id", "Gol Darah"),
        *("Gol. Darah", "Goldar", "GDR"),
        table=codes.BLOOD,
    ),
    _field("akta_lahir", "Nomor akta lahir", "Birth certificate", "No Akta Lahir", "Akta Lahir"),
    _field("dokumen_paspor", "Nomor paspor", "Passport", "dokumen_pasport", "No Paspor", "Paspor"),
    _field(
        *("tanggal_akhir_paspor", "Akhir berlaku paspor", "Passport expiry"),
        kind=Kind.DATE,
        strict=False,
    ),
    _field("dokumen_kitas", "Nomor KITAS", "KITAS", "No KITAS"),
    _field("akta_kawin", "Nomor akta kawin", "Marriage record", "akta_perkawinan", "No Akta Kawin"),
    _field(
        *("tanggal_kawin", "Tanggal kawin", "Marriage date", "tanggalperkawinan", "Tgl Kawin"),
        kind=Kind.DATE,
        strict=False,
    ),
    _field("akta_cerai", "Nomor akta cerai", "Divorce record", "akta_perceraian", "No Akta Cerai"),
    _field(
        *("tanggal_cerai", "Tanggal cerai", "Divorce date", "tanggalperceraian", "Tgl Cerai"),
        kind=Kind.DATE,
        strict=False,
    ),
    _field("cacat", "Disabilitas", "Disability", "cacat_id", "Cacat", table=codes.DISABILITY),
    _field("cara_kb", "Cara KB", "Contraception", "cara_kb_id", kind=Kind.IGNORED),
    _field("hamil", "Hamil", "Pregnant", kind=Kind.IGNORED),
    _field("ktp_el", "KTP-el", "e-KTP", "ktpel"),
    _field("status_rekam", "Status rekam", "Recording status"),
    _field("alamat_sekarang", "Alamat sekarang", "Present address", "Alamat Sekarang"),
    _field(
        *("status_dasar", "Status", "Status", "Status Penduduk", "Status Dasar", "Status Hidup"),
        table=codes.STATUS,
    ),
    _field("suku", "Suku", "Ethnic group", "Suku Bangsa", kind=Kind.IGNORED),
    _field("tag_id_card", "Tag ID card", "Tag ID card", kind=Kind.IGNORED),
    _field("id_asuransi", "Asuransi", "Insurance", "Asuransi", table=codes.INSURANCE),
    _field("no_asuransi", "Nomor asuransi", "Insurance number", "No Asuransi"),
    _field("lat", "Lintang", "Latitude", "Latitude", kind=Kind.IGNORED),
    _field("lng", "Bujur", "Longitude", "Longitude", kind=Kind.IGNORED),
    _field(
        *("telepon", "Nomor HP", "Phone", "HP", "No HP", "Telepon", "No Telepon", "No. HP"),
        *("No HP/WA", "Nomor Telepon", "WhatsApp", "No WA", "Handphone", "Telp"),
    ),
    _field(
        *("kpj", "KPJ", "KPJ", "No KPJ", "Nomor KPJ", "Nomor Peserta", "No Peserta"),
        kind=Kind.KPJ,
        identity=True,
    ),
    _field("desil", "Desil", "Decile", "desil_nasional", "Desil Nasional"),
    _field("id_asal", "ID di sistem asal", "Id in the source", "id", kind=Kind.IGNORED),
    _field("foto", "Foto", "Photo", kind=Kind.IGNORED),
    _field(
        *("keterangan", "Keterangan", "Remarks", "Ket", "Catatan", "Ket.", "Note", "Notes"),
        kind=Kind.IGNORED,
    ),
)

RESIDENTS = Schema(
    name="residents",
    fields=_FIELDS,
    anchors=("nik", "nama"),
    key="nik",
    least=2,
    expected={
        "jenis_kelamin": {"id": "; diambil dari NIK", "en": "; taken from the NIK"},
        "tanggal_lahir": {"id": "; diambil dari NIK", "en": "; taken from the NIK"},
    },
    rules=judge_resident,
    plainly=plain_residents,
)
