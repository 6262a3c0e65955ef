"""One cleaned record is a row of whole numbers; this is what each place of the row holds.

Every engine compares such rows with the same kernel, so their scores are equal to the last bit.
Tokens of names are packed, five bits a letter, twelve letters a number.
"""

NIK, NIK_KIND = 0, 1
BORN = 2
SEX = 3
KK = 4
VILLAGE = 5
PLACE = 6
ADDRESS = 7
FLAGS = 8
NAME_JOINED = 9
NAME_COUNT, NAME_FIRST, NAME_BITS = 10, 11, 17
MOTHER_COUNT, MOTHER_FIRST, MOTHER_BITS = 18, 19, 23
MOTHER_JOINED = 24
WIDTH = 25

NAME_TOKENS, MOTHER_TOKENS = 6, 4

NIK_MISSING, NIK_VALID, NIK_ROUNDED, NIK_ODD = 0, 1, 2, 3
"""No usable number; a sound one; an end zeroed by a spreadsheet; wrong length or no such day."""

FLAG_NIK_SHARED = 1
"""Another row of the same list has the same NIK."""

LETTERS = 12
