import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { slowerCases } from '../../bench/compare.mjs';
import { joinLeftOut } from '../../bench/lib/products.mjs';
import type { Results } from '../../bench/lib/results.mjs';
import { resultsTable } from '../../bench/table.mjs';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { measured, resultsOf } from './results.ts';
import { type Schema, violations } from './schema.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('bench');
});
afterAll(() => folder.remove());

let files = 0;
async function fileOf(results: Results): Promise<string> {
  const file = join(folder.path, `${files++}.json`);
  await writeFile(file, JSON.stringify(results));
  return file;
}

const before = () =>
  fileOf(resultsOf([measured('webgpu-vae', 1000), measured('tfjs-webgpu', 100)]));

test('a case of this library below the ratio is named; peers do not count', async () => {
  const after = resultsOf([measured('webgpu-vae', 960), measured('tfjs-webgpu', 10)]);
  const [a, b] = [await before(), await fileOf(after)];
  expect(await slowerCases(a, b, 0.97)).toEqual([
    'seed, batch 128, webgpu-vae: ×0.960, below ×0.97',
  ]);
  expect(await slowerCases(a, b, 0.95)).toEqual([]);
});

test('a case that is missing, or without a rate, does not pass', async () => {
  const a = await before();
  const missing = await fileOf(resultsOf([measured('tfjs-webgpu', 100)]));
  expect(await slowerCases(a, missing, 0.5)).toEqual([
    `seed, batch 128, webgpu-vae: missing in ${missing}`,
  ]);
  const unknown = await fileOf(resultsOf([measured('webgpu-vae', Number.NaN)]));
  expect(await slowerCases(a, unknown, 0.5)).toHaveLength(1);
  await expect(slowerCases(missing, a, 0.5)).rejects.toThrow('has no case of this library');
});

test('the command ends with 1 for a slower case, and only if it was asked to', async () => {
  const slow = await fileOf(resultsOf([measured('webgpu-vae', 900), measured('tfjs-webgpu', 100)]));
  const a = await before();
  const compare = (...rest: string[]) =>
    spawnSync(process.execPath, ['bench/run.mjs', 'compare', a, slow, ...rest], {
      cwd: root,
      encoding: 'utf8',
    });
  const failing = compare('--fail-below', '0.97');
  expect(failing.stdout).toContain('| seed, batch 128, webgpu-vae |');
  expect(failing.stderr).toBe('seed, batch 128, webgpu-vae: ×0.900, below ×0.97\n');
  expect(failing.status).toBe(1);
  expect(compare('--fail-below', '0.9').status).toBe(0);
  expect(compare().status).toBe(0);
  expect(compare('--fail-below', 'fast').stderr).toContain('expected a number above 0, got "fast"');
});

test('results of two adapters are compared by the ratio only if that was asked for', async () => {
  const rates = [measured('webgpu-vae', 1000)];
  const { adapter } = resultsOf([]);
  const other = { ...resultsOf(rates), adapter: { ...adapter, description: 'Roadrunner' } };
  const [a, b] = [await before(), await fileOf(other)];
  const compare = (...rest: string[]) =>
    spawnSync(process.execPath, ['bench/run.mjs', 'compare', a, b, ...rest], {
      cwd: root,
      encoding: 'utf8',
    });
  const refused = compare('--fail-below', '0.9');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(`${a} was measured on "Acme", ${b} on "Roadrunner"`);
  expect(refused.stderr).toContain('--across-adapters');
  expect(compare('--fail-below', '0.9', '--across-adapters').status).toBe(0);
  expect(compare().status).toBe(0);
});

test('what was left out of several models is kept, each once', () => {
  const [tiled, split] = [
    { variant: 'tiled', reason: 'too slow to compile' },
    { variant: 'split', reason: 'the adapter has no subgroups' },
  ] as const;
  expect(joinLeftOut(joinLeftOut([], [tiled, split]), [tiled])).toEqual([tiled, split]);
  expect(joinLeftOut([tiled], [{ ...tiled, reason: 'other' }])).toHaveLength(2);
});

test('the table marks a variant that disagrees, and names what failed', () => {
  const product = {
    shape: 'fc1 forward',
    model: 'seed',
    batch: 128,
    preferred: false,
    gflops: 9,
    range: { min: 8, max: 10 },
    shareOfPeak: 0.5,
    gbPerSecond: 1,
    flopsPerByte: 9,
  };
  const table = resultsTable({
    ...resultsOf([]),
    peak: { gflops: 18, gbPerSecond: 10 },
    products: [
      { ...product, variant: 'right' },
      { ...product, variant: 'wrong', disagrees: '"y" is 1e-1 away' },
    ],
    failed: [{ part: 'products of seed, batch 128, wrong', reason: '"y" is 1e-1 away' }],
  });
  expect(table).toContain('| fc1 forward | right | 9 (8–10) |');
  expect(table).toContain('| fc1 forward | ✗ wrong | 9 (8–10) |');
  expect(table).toContain('✗: it disagrees with its float64 twin, so its rate counts for nothing.');
  expect(table).toContain('**FAILED: products of seed, batch 128, wrong**: "y" is 1e-1 away');
});

test('the schema describes the results in the repository, and those of a run', () => {
  const schema: Schema = json('bench/results.schema.json');
  expect(violations(schema, json('bench/results/latest.json'))).toEqual([]);
  const run = resultsOf([measured('webgpu-vae', 1000)]);
  expect(violations(schema, run)).toEqual([]);
  expect(violations(schema, { ...run, cases: [{ ...run.cases[0], batch: 'many' }] })).toEqual([
    '$.cases[0].batch: expected integer, got "many"',
  ]);
});
