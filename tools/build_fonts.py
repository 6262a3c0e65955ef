"""Make the fonts of the printed papers from their released files (run by maintainers only).

Needs fontTools, which is not a dependency of Payung:

    python -m venv fonts-env && fonts-env/bin/pip install fonttools
    fonts-env/bin/python tools/build_fonts.py --texgyre DIR --noto DIR

DIR hold the released files of TeX Gyre (Debian: fonts-texgyre) and Noto (fonts-noto-core).
TeX Gyre Bonum is copied unchanged. Noto Sans and Noto Naskh Arabic are cut to the scripts named
below and stay under the SIL Open Font License 1.1. The advance widths of Noto Sans are written
beside them, so that a register can be cut into pages without measuring text in the typesetter.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found,unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found,unused-ignore]

HERE = Path(__file__).resolve().parent.parent / "src/payung/core/papers/fonts"
LATIN = "U+0000-024F,U+0259,U+02B9-02DD,U+0300-036F,U+0370-03FF,U+0400-04FF,U+1E00-1EFF"
SIGNS = "U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-214F,U+2190-21FF,U+2200-22FF,U+25A0-25FF"
ARABIC = "U+0020-002F,U+0600-06FF,U+0750-077F,U+200B-200F,U+FB50-FDFF,U+FE70-FEFF"


def cut(source: Path, target: Path, characters: str) -> None:
    """Write the part of a font that holds these characters, with its licence kept inside."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(characters))
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def widths(font_file: Path) -> dict[str, int]:
    """Advance width of each character in thousandths of the type size."""
    font = TTFont(font_file)
    scale = 1000 / font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    return {
        chr(code): round(metrics[glyph][0] * scale)
        for code, glyph in sorted(font.getBestCmap().items())
        if 0x20 <= code < 0x250
    }


def coverage(files: list[Path]) -> list[list[int]]:
    """Ranges of characters that at least one of the fonts can draw."""
    codes = sorted({code for file in files for code in TTFont(file).getBestCmap() if code >= 0x20})
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return ranges


def main() -> None:
    """Write every font file and the table of widths."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--texgyre", type=Path, required=True)
    ask.add_argument("--noto", type=Path, required=True)
    where = ask.parse_args()
    for face in ("regular", "bold", "italic"):
        shutil.copyfile(
            where.texgyre / f"texgyrebonum-{face}.otf", HERE / f"texgyrebonum-{face}.otf"
        )
    for face in ("Regular", "Bold"):
        name = f"NotoSans-{face}.ttf"
        cut(where.noto / name, HERE / name, f"{LATIN},{SIGNS}")
        table = widths(HERE / name)
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
        (HERE / f"NotoSans-{face}.widths.json").write_text(text + "\n", encoding="utf-8")
    cut(
        where.noto / "NotoNaskhArabic-Regular.ttf",
        HERE / "NotoNaskhArabic-Regular.ttf",
        ARABIC,
    )
    drawable = coverage(sorted([*HERE.glob("*.otf"), *HERE.glob("*.ttf")]))
    (HERE / "coverage.json").write_text(
        json.dumps(drawable, separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
