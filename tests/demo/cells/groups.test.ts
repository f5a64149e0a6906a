import { expect, test } from 'vitest';
import { genesOf } from '../../../demo/src/session/cells/groups.ts';

const CODES = {
  codes: Float32Array.of(0, 0, 1),
  latent: 1,
  shares: Float32Array.of(0.9, 0.1, 0.9, 0.1, 0.1, 0.9),
};
const GENES = ['left', 'right'];

test('a group has the genes that tell it apart', () => {
  const [first, ...others] = genesOf(CODES, Uint8Array.of(0, 0, 1), 1, GENES);
  expect(others).toHaveLength(1);
  expect(first?.probability).toBeCloseTo(1);
  const change = new Map([first, ...others].map((own) => [own?.gene, Math.sign(own?.change ?? 0)]));
  expect(change).toEqual(
    new Map([
      ['left', -1],
      ['right', 1],
    ]),
  );
});

test('nothing tells a group without cells apart, or one of all cells', () => {
  expect(genesOf(CODES, Uint8Array.of(0, 0, 1), 2, GENES)).toEqual([]);
  expect(genesOf(CODES, Uint8Array.of(0, 0, 0), 0, GENES)).toEqual([]);
});
