import { expect, test } from 'vitest';
import { DRAWN_ROWS, RECURRENT, SEQUENCES } from '../../bench/cases.mjs';
import { architectureOf } from '../../bench/lib/architecture.mjs';
import { adversaryParameters } from '../../bench/pages/shared/adversary.js';
import { gruFamily } from '../../bench/pages/shared/gruFamily.js';
import { mapLeaves } from '../../bench/pages/shared/leaves.js';
import {
  BEGIN,
  batchesByStep,
  drawnTokens,
  recurrentParameters,
  sequenceParameters,
} from '../../bench/pages/shared/recurrent.js';
import type { Family } from '../../src/families/family.ts';
import { sequenceFamily } from '../../src/families/sequence/sequenceFamily.ts';
import { vaeGanFamily } from '../../src/families/vaeGan/vaeGanFamily.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { BEGIN as OWN_BEGIN, SPECIAL_TOKENS } from '../../src/text/tokens.ts';

/** Sizes of the parameters of the peers, each as often as there are such. */
function sizes(parameters: object): number[] {
  const all: number[] = [];
  mapLeaves(parameters, ({ shape, values }) => {
    expect(values.length).toBe(logicalSize(shape));
    all.push(values.length);
  });
  return all.sort((a, b) => a - b);
}

async function ownSizes(family: Family, model: string): Promise<number[]> {
  const { store } = await family.build(await family.resolve(architectureOf(model)));
  return store.parameters.map(({ shape }) => logicalSize(shape)).sort((a, b) => a - b);
}

test('the peers train the parameters of a recurrent layer of this library', async () => {
  expect(sizes(recurrentParameters('gru'))).toEqual(await ownSizes(gruFamily as Family, 'gru'));
});

test('the peers train the parameters of its VAE-GAN', async () => {
  const own = await ownSizes(vaeGanFamily, 'vae-gan');
  expect(sizes(adversaryParameters('vae-gan'))).toEqual(own);
});

test('the peers train the parameters of its sequence VAE', async () => {
  const own = await ownSizes(sequenceFamily, 'sequence');
  expect(sizes(sequenceParameters('sequence'))).toEqual(own);
  expect(BEGIN).toBe(OWN_BEGIN);
});

test('tokens are words of full rows, and a batch of the peers has them step by step', () => {
  const { length, vocabulary, batches } = SEQUENCES.sequence;
  const tokens = drawnTokens('sequence');
  expect(tokens).toHaveLength(DRAWN_ROWS * length);
  expect(tokens.every((token) => token >= SPECIAL_TOKENS && token < vocabulary)).toBe(true);
  const [batch = 0] = batches;
  const byStep = batchesByStep(tokens, { batch, length, width: 1 });
  expect(byStep).toHaveLength(DRAWN_ROWS / batch);
  const [row, step] = [batch + 2, length - 1];
  expect(byStep[1]?.[step * batch + 2]).toBe(tokens[row * length + step]);
});

test('a step of a batch keeps its values together', () => {
  const { length, width } = RECURRENT.gru;
  const rows = Float32Array.from({ length: 2 * length * width }, (_, i) => i);
  const [both] = batchesByStep(rows, { batch: 2, length, width });
  const second = both?.subarray(3 * width, 4 * width);
  expect(second).toEqual(rows.subarray((length + 1) * width, (length + 2) * width));
});
