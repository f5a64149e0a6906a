"""Writes fixtures/*.npy with numpy, for npyNumpy.test.ts: python3 tests/formats/npy_fixtures.py

Every file holds one array [2, 3, 2] of the values 5 * i - 10 (unsigned types: 5 * i; truth values:
i is a multiple of 3), i from 0 to 11 in C order.
"""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "fixtures"
SHAPE = (2, 3, 2)
TYPES = ["|u1", "|i1", "|b1"] + [
    order + kind for order in "<>" for kind in ["u2", "i2", "u4", "i4", "u8", "i8", "f4", "f8"]
]


def values(dtype):
    i = np.arange(12)
    if "b" in dtype:
        return (i % 3 == 0).reshape(SHAPE)
    return (5 * i - (0 if "u" in dtype else 10)).astype(dtype).reshape(SHAPE)


def name(dtype, suffix):
    return FOLDER / f"{dtype.replace('|', '').replace('<', 'le_').replace('>', 'be_')}{suffix}.npy"


FOLDER.mkdir(exist_ok=True)
for dtype in TYPES:
    np.save(name(dtype, ""), values(dtype))
for dtype in ["|u1", "<f4"]:
    np.save(name(dtype, "_fortran"), np.asfortranarray(values(dtype)))
for major in [2, 3]:
    with name("|u1", f"_v{major}").open("wb") as file:
        np.lib.format.write_array(file, values("|u1"), version=(major, 0))
np.save(FOLDER / "scalar.npy", np.float64(1.5))
np.save(FOLDER / "records.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
np.save(FOLDER / "objects.npy", np.array([None]), allow_pickle=True)
np.save(FOLDER / "complex.npy", np.zeros(2, dtype="<c8"))
