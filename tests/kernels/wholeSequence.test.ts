import { expect, test } from 'vitest';
import { wholeSequence } from '../../src/kernels/wholeSequence.ts';

const GPU = { software: false, vendor: 'nvidia' };
const small = { rows: 32, length: 32, units: 128, gates: 3 };

test('few rows and small weights go over a whole sequence in one dispatch', () => {
  expect(wholeSequence(small, GPU)).toBe(true);
  expect(wholeSequence({ ...small, gates: 4 }, { ...GPU, vendor: '' })).toBe(true);
  expect(wholeSequence({ ...small, units: 147 }, GPU)).toBe(true);
});

test.each([
  ['a CPU adapter', small, { ...GPU, software: true }],
  ['weights that take longer to read than a dispatch', { ...small, units: 256 }, GPU],
  ['the first GRU past the bound', { ...small, units: 148 }, GPU],
  ['the first LSTM past the bound', { ...small, units: 129, gates: 4 }, GPU],
  ['gates that no workgroup holds', { ...small, units: 336, gates: 4 }, GPU],
  ['rows that fill the GPU', { ...small, rows: 4096 }, GPU],
  ['the same rows on a smaller GPU', { ...small, rows: 512 }, { ...GPU, vendor: 'apple' }],
  ['a single step', { ...small, length: 1 }, GPU],
  ['a sequence of seconds', { ...small, length: 100_000 }, GPU],
  ['a sequence longer than a submit may take', small, { ...GPU, maxSubmitMs: 0.1 }],
  // One unit goes over the sequences of four workgroups in turn.
  ['as long a sequence of more rows', { ...small, length: 1000, rows: 512 }, GPU],
])('%s takes a dispatch a step', (_, sizes, device) => {
  expect(wholeSequence(sizes, device)).toBe(false);
});

test('a sequence of few rows may be as long', () => {
  expect(wholeSequence({ ...small, length: 1000 }, GPU)).toBe(true);
});

test('512 rows do not fill a larger GPU', () => {
  expect(wholeSequence({ ...small, rows: 512 }, GPU)).toBe(true);
});
