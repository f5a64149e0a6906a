import fc from 'fast-check';
import { FormatError } from '../../src/errors.ts';
import { tally } from '../support/tally.ts';

/**
 * Runs properties and counts the cases that really ran. The variable FUZZ_RUNS raises the number of
 * cases of every property; it never lowers it.
 */
export class Fuzz {
  readonly #name: string;
  #cases = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get cases(): number {
    return this.#cases;
  }

  /** Checks `property` on `runs` arbitrary values, or on FUZZ_RUNS values if that is more. */
  async check<Value>(
    runs: number,
    arbitrary: fc.Arbitrary<Value>,
    property: (value: Value) => void | Promise<void>,
  ): Promise<void> {
    const numRuns = Math.max(runs, Number(process.env.FUZZ_RUNS ?? 0) || 0);
    const counted = async (value: Value) => {
      this.#cases++;
      await property(value);
    };
    await fc.assert(fc.asyncProperty(arbitrary, counted), { numRuns });
  }

  /** Checks `property` on every value listed. */
  async checkAll<Value>(
    values: Iterable<Value>,
    property: (value: Value) => void | Promise<void>,
  ): Promise<void> {
    for (const value of values) {
      this.#cases++;
      await property(value);
    }
  }

  report(): void {
    tally(`fuzz ${this.#name}`, this.#cases);
  }
}

/** The result of `read`, or undefined if it throws a FormatError. Other errors are rethrown. */
export async function readOrRefuse<Result>(
  read: () => Result | Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

interface Edit {
  readonly kind: 'set' | 'insert' | 'remove';
  /** Position as a fraction of the length. */
  readonly at: number;
  readonly byte: number;
}

/** A few bytes set, inserted or removed. Bytes with a meaning in the formats are frequent. */
export const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Edit['kind'][]>('set', 'set', 'insert', 'remove'),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    byte: fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(...new TextEncoder().encode('{}[]",:\\-.0189 eE')),
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

export function applyEdits(bytes: Uint8Array, list: readonly Edit[]): Uint8Array {
  const result = [...bytes];
  for (const { kind, at, byte } of list) {
    const index = Math.floor(at * result.length);
    if (kind === 'set') result[index] = byte;
    else if (kind === 'insert') result.splice(index, 0, byte);
    else result.splice(index, 1);
  }
  return Uint8Array.from(result);
}

/** Every proper prefix of the file, including the empty one. */
export function* truncations(bytes: Uint8Array): Generator<Uint8Array> {
  for (let length = 0; length < bytes.length; length++) yield bytes.subarray(0, length);
}
