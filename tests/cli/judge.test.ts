import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inputComplexity } from '../../src/evaluation/index.ts';
import { toDataset, VAE } from '../../src/index.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages, idxLabels } from '../support/idx.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);
const checkpoint = (run: string) => path(run, 'model.safetensors');

beforeAll(async () => {
  folder = await temporaryFolder('judge');
  for (const [part, count] of [
    ['train', 60],
    ['t10k', 24],
  ] as const) {
    await writeFile(path(`${part}-images-idx3-ubyte`), idxImages(count, 4, 4));
    await writeFile(path(`${part}-labels-idx1-ubyte`), idxLabels(count, 3));
  }
  for (const seed of ['1', '2']) {
    const size = ['--latent', '3', '--hidden', '8', '--batch-size', '8', '--epochs', '2'];
    const out = ['--seed', seed, '--out', path(seed)];
    const { code } = await runCli(['train', ...size, '--dataset', folder.path, ...out]);
    expect(code).toBe(0);
  }
}, 120_000);

afterAll(() => folder.remove());

test('two runs are judged, each and beside each other', async () => {
  const checkpoints = ['1', '2'].map(checkpoint);
  // The same rows again, which nothing tells from the test rows.
  const data = ['--dataset', folder.path, '--unusual', folder.path];
  data.push('--out', path('judged'));
  const { code, stderr, stdout } = await runCli(['judge', ...checkpoints, ...data]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const words of [
    /model {7}.*1.model.safetensors, on 60 training and 24 test images/,
    /codes {7}\d of 3 dimensions in use/,
    /dependence {2}total correlation/,
    /prior {7}a classifier tells/,
    /explained {3}.* from all 3 dimensions of the means/,
    /complexity /,
    /copies {6}.*training image/,
    /regret {6}.* by 24 of them; its rank correlation/,
    /unusual {5}24 other images are told .* by the loss, .* compressed length, .* by the regret of the first 24/,
    /membership .*AUC/,
    /labels {6}of 3 classes/,
    /groups {6}3 k-means clusters/,
    /^ *runs +CKA +Procrustes +neighbours +UDR$/m,
    /UDR of each run: /,
  ]) {
    expect(stdout).toMatch(words);
  }
  const { models, runs } = JSON.parse(await readFile(path('judged', 'judge.json'), 'utf8'));
  expect(models.map((model: { checkpoint: string }) => model.checkpoint)).toEqual(checkpoints);
  for (const { latent, images, labels, membership, regret, unusual } of models) {
    expect(latent).toBe(3);
    const { kl, kept } = images.dimensions;
    const order = kept.at(-1).dimensions as number[];
    expect(kept.map(({ dimensions }: { dimensions: number[] }) => dimensions)).toEqual(
      [0, 1, 2, 3].map((count) => order.slice(0, count)),
    );
    expect(order.map((dimension) => kl[dimension])).toEqual([...kl].sort((a, b) => b - a));
    expect(regret.rows).toBe(24);
    expect(unusual).toEqual({ rows: 24, loss: 0.5, complexity: 0.5, regret: 0.5, refined: 24 });
    expect(labels.probe.accuracy).toBeGreaterThan(0);
    expect(membership.auc).toBeGreaterThan(0);
    expect(images.memorisation.nearest).toHaveLength(10);
  }
  expect(runs.pairs).toHaveLength(1);
  expect(runs.pairs[0].linearCka).toBeLessThan(1);
  expect(runs.disentanglementRanking.scores).toHaveLength(2);
  const chart = await readFile(path('judged', 'dimensions-1.svg'), 'utf8');
  expect(chart).toMatch(/^<svg /);
  expect(chart).toContain('KL of each dimension');
  // Ten samples above ten training images of 4 x 4 pixels, three times as large, with gaps of 2.
  const picture = decode(await readFile(path('judged', 'nearest-2.png')));
  expect(picture).toMatchObject({ width: 142, height: 30 });
}, 120_000);

/** How often a value of the second list is above one of the first. */
function shareAbove(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const wins = Array.from(b, (high) =>
    Array.from(a, (low): number => (low < high ? 1 : low === high ? 0.5 : 0)),
  ).flat();
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

test('other rows are told from test rows by their scores', async () => {
  const odd = path('odd');
  await mkdir(odd);
  // Their right halves are black.
  const halved = (file: Uint8Array) => file.map((byte, i) => (i >= 16 && i % 4 > 1 ? 0 : byte));
  for (const part of ['train', 't10k']) {
    await writeFile(join(odd, `${part}-images-idx3-ubyte`), halved(idxImages(24, 4, 4)));
  }
  const out = path('told');
  const data = ['--dataset', folder.path, '--unusual', odd, '--out', out, '--backend', 'wasm'];
  expect((await runCli(['judge', checkpoint('1'), ...data])).code).toBe(0);
  const [{ unusual }] = JSON.parse(await readFile(join(out, 'judge.json'), 'utf8')).models;
  const vae = await VAE.load(await readFile(checkpoint('1')), { backend: 'wasm' });
  const scores = async (file: Uint8Array) => {
    const rows = toDataset(file.subarray(16), 16);
    const { elbo = new Float32Array() } = await vae.score(rows);
    const complexity = await inputComplexity(rows);
    return { loss: elbo, less: Array.from(elbo, (value, row) => value - (complexity[row] ?? 0)) };
  };
  const usual = await scores(idxImages(24, 4, 4));
  const other = await scores(halved(idxImages(24, 4, 4)));
  vae.dispose();
  expect(unusual.loss).not.toBe(0.5);
  expect(unusual.loss).toBeCloseTo(shareAbove(usual.loss, other.loss), 9);
  expect(unusual.complexity).toBeCloseTo(shareAbove(usual.less, other.less), 9);
}, 120_000);

test('a table with missing cells is judged without figures of images', async () => {
  const table = path('table.csv');
  const lines = Array.from(
    { length: 60 },
    (_, i) => `${i % 7},${i % 5 === 0 ? '' : i % 3},${i % 2}`,
  );
  await writeFile(table, ['a,b,c', ...lines].join('\n'));
  const data = ['--dataset', table];
  const trained = ['train', '--model', 'table', '--epochs', '1', '--hidden', '8', '--latent', '2'];
  trained.push('--batch-size', '8');
  expect((await runCli([...trained, ...data, '--out', path('table')])).code).toBe(0);
  const out = path('of-table');
  const judged = await runCli(['judge', checkpoint('table'), ...data, '--out', out]);
  expect(judged).toMatchObject({ code: 0, stderr: '' });
  const [model] = JSON.parse(await readFile(join(out, 'judge.json'), 'utf8')).models;
  expect(model.images).toBeUndefined();
  expect(model.regret?.complexity).toBeUndefined();
}, 120_000);

test('a run beside itself has the same codes', async () => {
  const same = [checkpoint('1'), checkpoint('1')];
  const { code } = await runCli([
    'judge',
    ...same,
    '--dataset',
    folder.path,
    '--out',
    path('same'),
  ]);
  expect(code).toBe(0);
  const { runs } = JSON.parse(await readFile(path('same', 'judge.json'), 'utf8'));
  const [{ linearCka, procrustesDistance, neighbourAgreement }] = runs.pairs;
  expect(linearCka).toBeCloseTo(1, 9);
  expect(procrustesDistance).toBeCloseTo(0, 9);
  expect(neighbourAgreement).toBe(1);
}, 120_000);

test('wrong input is refused in one line, with exit code 2', async () => {
  await mkdir(path('wide'));
  for (const part of ['train', 't10k']) {
    await writeFile(path('wide', `${part}-images-idx3-ubyte`), idxImages(9, 5, 5));
  }
  const data = ['--dataset', folder.path, '--out', path('refused')];
  const cases: [string[], RegExp][] = [
    [['judge', ...data], /missing required argument 'checkpoints'/],
    [
      ['judge', checkpoint('1'), path('nowhere'), ...data],
      /the checkpoint ".*nowhere" cannot be read/,
    ],
    [['judge', checkpoint('1'), ...data, '--limit', '2'], /--limit expects .* from 8 .*got "2"/],
    [
      ['judge', checkpoint('1'), ...data, '--unusual', path('wide')],
      /--unusual: rows of ".*wide" have 25 values, those of ".*" 16/,
    ],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await runCli(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});
