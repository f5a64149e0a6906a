import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder('topics');
  const lines = Array.from({ length: 40 }, (_, i) =>
    i % 2 === 0
      ? `sunny beach number${i} sea waves sand water`
      : `snow mountain ski frost sled ${i}`,
  );
  await writeFile(path('texts.txt'), lines.join('\n'));
  await writeFile(
    path('texts.csv'),
    ['id,text', ...lines.map((line, i) => `${i},"${line}"`)].join('\n'),
  );
});

afterAll(() => folder.remove());

const MODEL = ['--model=topics', '--topics=2', '--batch-size=8', '--backend=wasm', '--threads=0'];

test('train, resume and evaluate a topic model of lines of text', async () => {
  const dataset = `--dataset=${path('texts.txt')}`;
  const out = path('out');
  const trained = await runCli(['train', dataset, ...MODEL, '--epochs=3', `--out=${out}`]);
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stdout).toContain('36 training and 4 test texts of');
  expect(trained.stdout).toMatch(/\ntopic {2}\d {2}-?\d\.\d\d {2}[a-z0-9 ]+\n/);
  expect(trained.stdout).toMatch(/coherence \(NPMI\) \S+ on average, perplexity \d+ a word/);
  expect(trained.stdout).not.toContain('image');
  const topics = await readFile(join(out, 'topics.txt'), 'utf8');
  expect(topics.split('\n').filter((line) => line.startsWith('topic')).length).toBe(2);

  const saved = join(out, 'model.safetensors');
  const resumed = await runCli([
    'train',
    dataset,
    '--epochs=1',
    '--backend=wasm',
    '--threads=0',
    `--resume=${saved}`,
    `--out=${path('more')}`,
  ]);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stdout).toContain('epoch 4');

  const sampled = await runCli(['sample', saved, '--count=3', '--backend=wasm', '--threads=0']);
  expect(sampled.code, sampled.stderr).toBe(0);
  expect(
    sampled.stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ').length),
  ).toEqual([10, 10, 10]);

  for (const option of ['--out=a.png', '--label=1', '--size=2x2']) {
    const refused = await runCli(['sample', saved, option]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`${option.split('=')[0]} means nothing to a model of texts`);
  }

  const way = await runCli(['interpolate', saved, dataset]);
  expect(way.code).toBe(2);
  expect(way.stderr).toContain('the model of the checkpoint writes no texts between others');

  // The words are those of the checkpoint, whatever the file holds.
  const evaluated = await runCli([
    'evaluate',
    saved,
    `--dataset=${path('texts.csv')}`,
    '--backend=wasm',
    '--threads=0',
  ]);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  expect(evaluated.stdout).toContain('4 texts');
  expect(evaluated.stdout).toContain('nats a text');
});

test('the profile of a topic model speaks of texts', async () => {
  const { code, stdout, stderr } = await runCli([
    'profile',
    `--dataset=${path('texts.txt')}`,
    ...MODEL,
    '--steps=1',
    '--mode=step',
  ]);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/36 training texts of \d+ words/);
  expect(stdout).toContain(' texts/s');
  expect(stdout).not.toContain('image');
});

test.each([
  [['--model=vae'], 'holds no images: pass --model topics'],
  [['--model=topics', '--column=body'], 'column is an option of .csv and .tsv files'],
])('texts with %j are refused with what to do', async (options, message) => {
  const { code, stderr } = await runCli([
    'train',
    `--dataset=${path('texts.txt')}`,
    '--batch-size=8',
    ...options,
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a topic model of images is refused', async () => {
  const images = await runCli(['train', '--model=topics']);
  expect(images.code).toBe(2);
  expect(images.stderr).toContain('"mnist" holds images, but the model takes texts');
});
