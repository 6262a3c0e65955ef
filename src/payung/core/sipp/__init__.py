"""Files for BPJS Ketenagakerjaan and the files that it answers with."""

from payung.core.sipp.layouts import (
    MAX_ROWS,
    Column,
    Layout,
    LayoutError,
    example_layout,
    read_layout,
    sipp_columns,
    sipp_layout,
)
from payung.core.sipp.preparing import (
    ExportBlocked,
    Held,
    Hold,
    HoldCode,
    Prepared,
    blocked,
    prepare,
)
from payung.core.sipp.worker import Worker
from payung.core.sipp.writing import UploadFile, bundle, write_files

__all__ = [
    "MAX_ROWS",
    "Column",
    "ExportBlocked",
    "Held",
    "Hold",
    "HoldCode",
    "Layout",
    "LayoutError",
    "Prepared",
    "UploadFile",
    "Worker",
    "blocked",
    "bundle",
    "example_layout",
    "prepare",
    "read_layout",
    "sipp_columns",
    "sipp_layout",
    "write_files",
]
