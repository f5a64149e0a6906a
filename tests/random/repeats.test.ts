import { describe, expect, test } from 'vitest';
import { streams } from '../../src/random/streams.ts';
import { type Address, blocksOfRow, noiseAddress, wordsAt } from './address.ts';

const SEEDS = [0, 1, 2, 20131220, 0x80000000, 0xffffffff];
const STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 469, 4690, 0x7fffffff, 0xffffffff];
const ROWS = 128;
const COLUMNS = 20;

/** All blocks that one step of a stream draws for a batch of 128 rows of 20 columns. */
function* batch(seed: number, stream: number, step: number): Generator<Address> {
  for (let row = 0; row < ROWS; row++) {
    for (let pair = 0; pair < blocksOfRow(COLUMNS); pair++) {
      yield noiseAddress({ seed, stream, columns: COLUMNS }, step, row, pair);
    }
  }
}

function* everything(): Generator<Address> {
  for (const seed of SEEDS) {
    for (const stream of Object.values(streams)) {
      for (const step of STEPS) yield* batch(seed, stream, step);
    }
  }
}

/** Counts blocks of 64 bits that occurred before. */
function countRepeats(addresses: Iterable<Address>): { blocks: number; repeats: number } {
  const words: number[] = [];
  for (const address of addresses) words.push(...wordsAt(address));
  const sorted = new BigUint64Array(Uint32Array.from(words).buffer).sort();
  const repeats = sorted.reduce((count, block, i) => count + Number(block === sorted[i - 1]), 0);
  return { blocks: sorted.length, repeats };
}

describe('blocks of random words', () => {
  // About 10^6 blocks of 64 bits: chance alone repeats one with probability n² / 2^65 = 3e-8.
  test('never repeat between seeds, streams, steps, rows and columns', () => {
    const blocks = Object.keys(streams).length * 92_160;
    expect(countRepeats(everything())).toEqual({ blocks, repeats: 0 });
  });

  test('do not repeat where key and counter hold the same numbers in another order', () => {
    const numbers = Array.from({ length: 12 }, (_, i) => i);
    const addresses = numbers.flatMap((a) =>
      numbers.flatMap((b) =>
        numbers.flatMap((c) => numbers.map((d): Address => ({ key: [a, b], counter: [c, d] }))),
      ),
    );
    expect(countRepeats(addresses)).toEqual({ blocks: 12 ** 4, repeats: 0 });
  });

  test.each<[string, (address: Address) => Address]>([
    ['ignores the stream', ({ key, counter }) => ({ key: [key[0], 0], counter })],
    ['ignores the seed', ({ key, counter }) => ({ key: [0, key[1]], counter })],
    ['adds step and index', ({ key, counter: [a, b] }) => ({ key, counter: [0, a + b] })],
    ['keeps 16 bits of the step', ({ key, counter: [a, b] }) => ({ key, counter: [a & 65535, b] })],
  ])('repeat under a generator that %s', (_, wrong) => {
    function* addresses(): Generator<Address> {
      for (const seed of [1, 2]) {
        for (const stream of [streams.training, streams.sampling]) {
          for (const step of [1, 2, 65537]) {
            for (const address of batch(seed, stream, step)) yield wrong(address);
          }
        }
      }
    }
    expect(countRepeats(addresses()).repeats).toBeGreaterThan(0);
  });
});

test.each([1, 2, 3, 4, 5, 19, 20, 21, 64])(
  'the index of a block is one row and one pair of columns, %i columns wide',
  (columns) => {
    const pairs = Math.ceil(columns / 2);
    const indices = Array.from({ length: ROWS * pairs }, (_, i) => {
      const row = Math.floor(i / pairs);
      return noiseAddress({ seed: 0, stream: 0, columns }, 0, row, i % pairs).counter[1];
    });
    expect(new Set(indices).size).toBe(ROWS * pairs);
  },
);
