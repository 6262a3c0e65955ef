"""Files for BPJS Ketenagakerjaan and the files that it answers with."""

from payung.core.sipp.answers import (
    Answer,
    EmployerLine,
    PostingLine,
    read_answer,
    read_employer_line,
    read_posting,
)
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
from payung.core.sipp.recognising import recognise
from payung.core.sipp.schemas import ANSWER, EMPLOYER_POSTING, POSTING
from payung.core.sipp.worker import Worker
from payung.core.sipp.writing import UploadFile, bundle, write_files

__all__ = [
    "ANSWER",
    "EMPLOYER_POSTING",
    "MAX_ROWS",
    "POSTING",
    "Answer",
    "Column",
    "EmployerLine",
    "ExportBlocked",
    "Held",
    "Hold",
    "HoldCode",
    "Layout",
    "LayoutError",
    "PostingLine",
    "Prepared",
    "UploadFile",
    "Worker",
    "blocked",
    "bundle",
    "example_layout",
    "prepare",
    "read_answer",
    "read_employer_line",
    "read_layout",
    "read_posting",
    "recognise",
    "sipp_columns",
    "sipp_layout",
    "write_files",
]
