import { isWholeNumber } from '../checks.ts';
import { FormatError } from '../errors.ts';
import { type Dtype, dtypeNames, elementBytes, isDtype } from './dtypes.ts';
import { JsonScanner, quote } from './jsonScanner.ts';

/** The header's entry for one tensor. `begin` and `end` are offsets from the start of the data. */
interface Entry {
  readonly dtype: Dtype;
  readonly shape: number[];
  readonly begin: number;
  readonly end: number;
}

/** A file begins with the length of its header as a little-endian u64. */
export const lengthBytes = 8;
export const maxHeaderBytes = 100_000_000;
export const metadataKey = '__metadata__';
const openingBrace = 0x7b;

/** Length of the header in bytes, checked against the limit and the file size. */
export function headerLength(bytes: Uint8Array): number {
  if (bytes.length < lengthBytes) {
    throw new FormatError(
      `safetensors: expected at least ${lengthBytes} bytes, the file has ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, lengthBytes);
  const length = view.getBigUint64(0, true);
  if (length > maxHeaderBytes) {
    throw new FormatError(
      `safetensors: expected a header of at most ${maxHeaderBytes} bytes, the file claims ${length}; ` +
        'this is not a safetensors file',
    );
  }
  if (length > bytes.length - lengthBytes) {
    throw new FormatError(
      `safetensors: the header takes ${length} bytes, the file has ${bytes.length - lengthBytes} ` +
        'after the first 8; it is truncated',
    );
  }
  if (bytes[lengthBytes] !== openingBrace || length === 0n) {
    throw new FormatError('safetensors: expected the header to begin with "{"');
  }
  return Number(length);
}

/** Parses the metadata and entries of a header. Every entry's shape fills its range. */
export function parseHeader(header: Uint8Array): {
  metadata: Map<string, string>;
  entries: Map<string, Entry>;
} {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(header);
  } catch (error) {
    throw new FormatError('safetensors: the header is not valid UTF-8', { cause: error });
  }
  const scanner = new JsonScanner(text, 'safetensors header');
  const metadata = new Map<string, string>();
  const entries = new Map<string, Entry>();
  scanner.object((name) => {
    if (name === metadataKey) scanner.object((key) => metadata.set(key, scanner.string()));
    else entries.set(name, parseEntry(scanner, name));
  });
  scanner.end();
  return { metadata, entries };
}

function parseEntry(scanner: JsonScanner, name: string): Entry {
  let dtype: string | undefined;
  let shape: number[] | undefined;
  let range: number[] | undefined;
  const wholeNumbers = () => {
    const values: number[] = [];
    scanner.array(() => values.push(scanner.wholeNumber()));
    return values;
  };
  scanner.object((key) => {
    if (key === 'dtype') dtype = scanner.string();
    else if (key === 'shape') shape = wholeNumbers();
    else if (key === 'data_offsets') range = wholeNumbers();
    else scanner.fail(`tensor ${quote(name)} has an unknown key ${quote(key)}`);
  });
  if (dtype === undefined || shape === undefined || range === undefined) {
    scanner.fail(`tensor ${quote(name)} needs "dtype", "shape" and "data_offsets"`);
  }
  if (!isDtype(dtype)) {
    const known = dtypeNames.join(', ');
    scanner.fail(`tensor ${quote(name)} has dtype ${quote(dtype)}, expected one of ${known}`);
  }
  const [begin, end] = range;
  if (range.length !== 2 || begin === undefined || end === undefined || begin > end) {
    const got = quote(range.slice(0, 4).join(', '));
    scanner.fail(`tensor ${quote(name)}: expected data_offsets [begin, end], got ${got}`);
  }
  const entry = { dtype, shape, begin, end };
  checkSize(name, entry);
  return entry;
}

/** Checks that shape x element size equals the size of the range. */
export function checkSize(
  name: string,
  entry: Omit<Entry, 'shape'> & { readonly shape: readonly number[] },
): void {
  const { dtype, shape, begin, end } = entry;
  let needed = elementBytes(dtype);
  for (const size of shape) needed *= size;
  const wrongSize = shape.some((size) => !isWholeNumber(size, 0));
  if (wrongSize || needed !== end - begin) {
    const shown = shape.length > 8 ? `${shape.slice(0, 8).join(', ')}, ...` : shape.join(', ');
    throw new FormatError(
      `safetensors: tensor ${quote(name)} is ${dtype} [${shown}], which takes ${needed} bytes, ` +
        `but has ${end - begin}`,
    );
  }
}

/** Checks that the sorted ranges are contiguous and cover all data. */
export function checkCoverage(entries: ReadonlyMap<string, Entry>, dataBytes: number): void {
  const sorted = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const [name, { begin, end }] of sorted) {
    if (begin !== covered) {
      const problem = begin < covered ? 'overlaps the one before' : 'leaves a hole';
      throw new FormatError(
        `safetensors: tensor ${quote(name)} begins at byte ${begin} of the data, expected ${covered}; ` +
          `it ${problem}`,
      );
    }
    covered = end;
  }
  if (covered !== dataBytes) {
    const problem = dataBytes < covered ? 'it is truncated' : 'the rest belongs to no tensor';
    throw new FormatError(
      `safetensors: the tensors take ${covered} bytes, the file has ${dataBytes} of data; ${problem}`,
    );
  }
}
