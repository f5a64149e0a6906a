"""Safetensors files, written and read: a JSON header, then the tensors one after another."""

import json
import struct

import numpy as np

DTYPES = {"U8": np.dtype("u1"), "F32": np.dtype("<f4"), "F64": np.dtype("<f8")}


def write(path, tensors, metadata):
    """Writes {name: uint8, float32 or float64 array} and {name: text} to a pathlib.Path."""
    names = {dtype: name for name, dtype in DTYPES.items()}
    header, end = {"__metadata__": metadata}, 0
    for name, value in tensors.items():
        begin, end = end, end + value.nbytes
        dtype = names[value.dtype]
        header[name] = dict(dtype=dtype, shape=list(value.shape), data_offsets=[begin, end])
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    data = b"".join(np.ascontiguousarray(value).tobytes() for value in tensors.values())
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def read(path):
    """({name: array}, {name: text}) of a file that holds U8, F32 and F64 alone.

    Raises ValueError for any other.
    """
    content = path.read_bytes()
    try:
        (length,) = struct.unpack_from("<Q", content)
        header = json.loads(content[8 : 8 + length])
    except (struct.error, ValueError) as error:
        raise ValueError(f"{path} is not a safetensors file") from error
    metadata = header.pop("__metadata__", {})
    data = memoryview(content)[8 + length :]
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] not in DTYPES:
            raise ValueError(f'{path}: "{name}" is {entry["dtype"]}, only U8, F32 and F64 are read')
        begin, end = entry["data_offsets"]
        flat = np.frombuffer(data[begin:end], DTYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors, metadata
