import { expect, it } from 'vitest';
import { distances, principalComponents } from '../../examples/anomaly/pca.mjs';
import { rocAuc } from '../../examples/anomaly/rocAuc.mjs';
import { toDataset } from '../../src/data/dataset.ts';
import { runExample } from './runExample.ts';

it('measures the area under the ROC curve, ties included, as a count of all pairs does', () => {
  // Few different values make ties.
  const scores = Array.from({ length: 200 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 28);
  const anomalous = scores.map((score, i) => (score + 3 * (i % 7)) % 5 === 0);
  let wins = 0;
  let pairs = 0;
  for (const [i, a] of scores.entries()) {
    for (const [j, b] of scores.entries()) {
      if (!anomalous[i] || anomalous[j]) continue;
      pairs += 1;
      wins += a > b ? 1 : a === b ? 0.5 : 0;
    }
  }
  expect(pairs).toBeGreaterThan(1000);
  expect(rocAuc(scores, anomalous)).toBeCloseTo(wins / pairs, 12);
  expect(rocAuc([1, 2, 3, 4], [false, false, true, true])).toBe(1);
});

it('finds the plane in which images of two parts lie, and the distance to it', () => {
  // 40 mixtures of two patterns of 12 pixels, around a mean; then one pixel beside them.
  const row = (a: number, b: number) =>
    Array.from({ length: 12 }, (_, i) => (i < 4 ? a : i < 8 ? b : 0));
  const mixtures = Array.from({ length: 40 }, (_, i) => row(5 * (i % 8), 7 * (i % 5)));
  const train = toDataset(Uint8Array.from(mixtures.flat()), 12);
  const components = principalComponents(train, 2);
  const { toMean, toPlane } = distances(train, components);
  expect(Math.min(...toMean)).toBeGreaterThan(0);
  for (const distance of toPlane) expect(distance).toBeCloseTo(0, 10);
  const beside = Uint8Array.from(row(10, 14));
  beside[11] = 51;
  const { toPlane: found } = distances(toDataset(beside, 12), components);
  expect(found[0]).toBeCloseTo((51 / 255) ** 2, 10);
});

it('prints a table for the digits asked for', async () => {
  const sizes = ['--limit', '1000', '--epochs', '2', '--test', '500', '--samples', '2'];
  const { code, stdout, stderr } = await runExample('anomaly/anomaly.mjs', [
    '--digits',
    '0',
    ...sizes,
  ]);
  expect(code, stderr).toBe(0);
  const [, line = ''] = stdout.match(/^\| (0 \|.*) \|$/m) ?? [];
  const [digit, ...aucs] = line.split(' | ').map(Number);
  expect(digit).toBe(0);
  expect(aucs).toHaveLength(6);
  // Zeros have much ink: a model without them finds them costly, even after little training.
  const [elbo = 0, nll = 0] = aucs;
  expect(elbo).toBeGreaterThan(0.7);
  expect(nll).toBeGreaterThan(0.7);
  for (const auc of aucs) expect(auc).toBeLessThanOrEqual(1);
});
