"""What every peer is given beforehand: our own plain cleaning, in SQL, the same for all of them.

It runs in each peer's environment (DuckDB and the standard library alone) and counts as its time.
"""

MONTHS = (
    ("januari", 1), ("pebruari", 2), ("februari", 2), ("maret", 3), ("april", 4), ("juni", 6),
    ("juli", 7), ("agustus", 8), ("september", 9), ("oktober", 10), ("nopember", 11),
    ("november", 11), ("desember", 12), ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4), ("mei", 5),
    ("jun", 6), ("jul", 7), ("agu", 8), ("sep", 9), ("okt", 10), ("nov", 11), ("des", 12),
)  # fmt: skip
FORMS = "['%Y-%m-%d', '%d-%m-%Y', '%d-%m-%y', '%Y-%d-%m', '%m-%d-%Y']"
TITLES = (
    "(HJ|H|DRS|DRA|IR|DR|UST|KH|PDT|RM|ALM|SDR|BPK|NY|TGK|SE|SH|ST|MM|S PD I|S PD|S E|S SOS|"
    "S AG|S KEP|S KOM|S TH|A MD KEP|A MD|M PD)"
)


def clean_sql(source: str) -> str:
    """A SELECT of cleaned columns, null where nothing usable is left."""
    month = "lower(trim(tanggal_lahir))"
    for word, number in MONTHS:
        month = f"replace({month}, '{word}', '{number}')"
    return f"""
    WITH typed AS (
      SELECT id AS unique_id,
        regexp_replace(replace(replace(nik, 'O', '0'), 'l', '1'), '[^0-9]', '', 'g') AS digits,
        trim(regexp_replace(regexp_replace(upper(nama), ' ?(ALIAS|ALS|AL\\.|[(/]).*', ''),
          '[^A-Z]+', ' ', 'g')) AS shout,
        if(upper(jenis_kelamin) = 'PRIA', 'L', upper(left(trim(jenis_kelamin), 1))) AS sex,
        regexp_replace({month}, '[ ./-]+', '-', 'g') AS day,
        upper(trim(tempat_lahir)) AS place,
        trim(regexp_replace(upper(nama_ibu), '[^A-Z]+', ' ', 'g')) AS mother,
        regexp_replace(no_kk, '[^0-9]', '', 'g') AS card,
        regexp_replace(kode_desa, '[^0-9]', '', 'g') AS village, nik AS raw
      FROM '{source}'),
    read AS (
      SELECT *, trim(regexp_replace(regexp_replace(shout, '^({TITLES} )+', ''),
          '( {TITLES})+$', '')) AS nama,
        CASE WHEN regexp_matches(day, '^[0-9]{{5}}$')
          THEN DATE '1899-12-30' + CAST(day AS INTEGER)
          ELSE try_strptime(day, {FORMS})::DATE END AS born
      FROM typed)
    SELECT unique_id,
      CASE WHEN len(digits) = 16 AND raw NOT ILIKE '%E+%' AND right(digits, 4) <> '0000'
        AND digits NOT IN ('1234567890123456', '9999999999999999', '1111111111111111')
        AND left(digits, 1) <> '0' THEN digits END AS nik,
      nullif(nama, '') AS nama, nullif(split_part(nama, ' ', 1), '') AS nama_depan,
      nullif(split_part(nama, ' ', -1), '') AS nama_akhir,
      CASE WHEN sex IN ('L', '1') THEN 'L'
        WHEN sex IN ('P', 'W', '2') THEN 'P' END AS kelamin,
      CASE WHEN year(born) BETWEEN 1900 AND 2026 THEN born END AS lahir,
      nullif(place, '') AS tempat, nullif(mother, '') AS ibu,
      nullif(split_part(mother, ' ', 1), '') AS ibu_depan,
      CASE WHEN len(card) = 16 THEN card END AS kk, nullif(village, '') AS desa
    FROM read"""
