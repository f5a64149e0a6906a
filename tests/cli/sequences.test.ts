import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);
const checkpoint = () => path('out', 'model.safetensors');

const SUBJECTS = ['The cat', 'A dog', 'My sister'];
const OBJECTS = ['the river', 'a red house', 'two apples'];
const WORDS = new Set('the cat a dog my sister river red house two apples sees .'.split(' '));
/** All its words, and no others but the special ones. */
const TOKENS = WORDS.size + 3;

beforeAll(async () => {
  folder = await temporaryFolder('sequences');
  const sentences = SUBJECTS.flatMap((who) => OBJECTS.map((what) => `${who} sees ${what}.`));
  const lines = Array.from({ length: 10 }, () => sentences).flat();
  await writeFile(path('texts.txt'), lines.join('\n'));
});

afterAll(() => folder.remove());

const DEVICE = ['--backend=wasm', '--threads=0'];

async function ran(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli([...args, ...DEVICE]);
  expect(code, stderr).toBe(0);
  return stdout;
}

/** The lines of a text, which the words of the training texts make. */
function sentences(stdout: string): string[] {
  const lines = stdout.trimEnd().split('\n');
  const words = lines.join(' ').replaceAll('.', ' . ').split(/\s+/).filter(Boolean);
  expect(words.filter((word) => !WORDS.has(word))).toEqual([]);
  return lines;
}

test('train a model of sentences; draw, search, interpolate and evaluate', async () => {
  const trained = await ran(
    'train',
    `--dataset=${path('texts.txt')}`,
    `--out=${path('out')}`,
    ...['--model=sequence', '--length=8', '--hidden=16', '--embedding=8', '--latent=4'],
    ...['--batch-size=9', '--epochs=12', '--learning-rate=0.02', '--anneal=linear:6'],
  );
  expect(trained).toContain('81 training and 9 test texts of 8 tokens');
  expect(trained).toContain(`vocabulary of ${TOKENS}, 0.0 % of the training texts cut`);
  expect(trained).not.toContain('image');
  const written = await readFile(path('out', 'texts.txt'), 'utf8');
  expect(trained).toContain(written.trimEnd());
  const { texts } = JSON.parse(await readFile(path('out', 'report.json'), 'utf8'));
  expect(texts.reconstructions).toHaveLength(5);
  for (const { text, reconstruction } of texts.reconstructions) {
    expect(written).toContain(`  ${text}\n    -> ${reconstruction}\n`);
  }
  sentences([...texts.samples, ...texts.interpolation].join('\n'));

  const drawn = sentences(await ran('sample', checkpoint(), '--count=6'));
  expect(drawn).toHaveLength(6);
  expect(sentences(await ran('sample', checkpoint(), '--count=6', '--seed=1'))).not.toEqual(drawn);
  // One token to draw from is the likeliest.
  const greedy = sentences(await ran('sample', checkpoint(), '--count=6', '--temperature=0'));
  expect(sentences(await ran('sample', checkpoint(), '--count=6', '--top-k=1'))).toEqual(greedy);
  expect(sentences(await ran('sample', checkpoint(), '--count=6', '--beam=1'))).toEqual(greedy);
  expect(sentences(await ran('sample', checkpoint(), '--count=2', '--beam=3'))).toHaveLength(2);
  sentences(await ran('sample', checkpoint(), '--count=6', '--top-p=0.5', '--temperature=2'));

  const ends = ['--from=My sister sees two apples', '--to=a dog sees the river.'];
  const way = sentences(await ran('interpolate', checkpoint(), ...ends, '--steps=7'));
  expect(way).toHaveLength(7);

  const data = `--dataset=${path('texts.txt')}`;
  const evaluated = await ran('evaluate', checkpoint(), data, '--nll=4');
  const [, elbo] = /^ELBO +(\S+) nats a text/m.exec(evaluated) ?? [];
  expect(evaluated).toMatch(/active units .+ of 4\n/);
  const [, nats, perplexity, tokens] =
    /^token +(\S+) nats, perplexity (\S+) \((\d+) tokens\)$/m.exec(evaluated) ?? [];
  expect(Number(nats) * Number(tokens)).toBeCloseTo(9 * Number(elbo), 0);
  expect(Number(perplexity)).toBeCloseTo(Math.exp(Number(nats)), 1);
  expect(evaluated).toMatch(/-log p\(x\) .+ nats a text .+\ntoken /);
  // It has learned more than which words there are.
  expect(Number(perplexity)).toBeLessThan(TOKENS / 2);
  const { tokens: told } = JSON.parse(await ran('evaluate', checkpoint(), data, '--json'));
  expect(told.elbo.nats).toBeCloseTo(Number(nats), 2);
});

test('resume a model of characters of a table, and train by a file of the architecture', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${i},${i % 2 === 0 ? 'abba' : 'cab'}`);
  await writeFile(path('texts.csv'), ['id,body', ...rows].join('\n'));
  const data = [`--dataset=${path('texts.csv')}`, '--column=body', '--batch-size=6', '--epochs=1'];
  const architecture = { family: 'sequence', length: 6, tokenizer: 'characters', hidden: 8 };
  await writeFile(path('model.json'), JSON.stringify(architecture));
  const out = path('characters');
  const trained = await ran(
    ...['train', ...data, `--architecture=${path('model.json')}`, `--out=${out}`],
  );
  expect(trained).toContain('of 6 tokens; vocabulary of 6, 0.0 %');
  const saved = join(out, 'model.safetensors');
  const resumed = await ran(...['train', ...data, `--resume=${saved}`, `--out=${path('more')}`]);
  expect(resumed).toContain('epoch 2');
  expect((await ran('sample', saved, '--count=4')).trimEnd()).toMatch(/^[abc\uFFFD\n]*$/);
});

test('batches of texts that fit a bucket are trained in its steps, and a resumed run goes on so', async () => {
  const data = [`--dataset=${path('texts.txt')}`, '--batch-size=9', '--epochs=1'];
  const model = ['--model=sequence', '--length=12', '--hidden=8', '--embedding=4', '--latent=2'];
  const out = path('buckets');
  await ran('train', ...data, ...model, '--buckets=6,8', `--out=${out}`);
  const saved = join(out, 'model.safetensors');
  const sampler = async (folder: string) =>
    JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')).training.sampler;
  const asked = { kind: 'buckets', field: 'data', lengths: [6, 8] };
  expect(await sampler(out)).toEqual(asked);
  await ran('train', ...data, `--resume=${saved}`, `--out=${path('on')}`);
  expect(await sampler(path('on'))).toEqual(asked);
  await ran('train', ...data, `--resume=${saved}`, '--buckets=7', `--out=${path('on')}`);
  expect(await sampler(path('on'))).toEqual({ ...asked, lengths: [7] });
});

test('unknown tokens are left out of texts where that is asked for', async () => {
  // Most of what the model reads is unknown to it.
  const data = [`--dataset=${path('texts.txt')}`, '--vocabulary=5', '--batch-size=9', '--epochs=2'];
  const model = ['--model=sequence', '--length=6', '--hidden=8', '--embedding=4', '--latent=2'];
  const out = path('unknown');
  await ran('train', ...data, ...model, '--learning-rate=0.02', `--out=${out}`);
  const saved = join(out, 'model.safetensors');
  const ends = ['--from=The cat sees the river.', '--to=A dog sees the river.', '--steps=3'];
  for (const args of [
    ['sample', saved, '--count=30'],
    ['interpolate', saved, ...ends],
  ]) {
    expect(await ran(...args)).toContain('<unknown>');
    const known = await ran(...args, '--known');
    expect(known).not.toContain('<unknown>');
    expect(known.split('\n')).toHaveLength((await ran(...args)).split('\n').length);
  }
});

test('texts of one token, and a token of any length', async () => {
  const word = 'a'.repeat(100_000);
  await writeFile(path('odd.txt'), [word, 'b c', 'b', word, 'b', 'c'].join('\n'));
  const data = [`--dataset=${path('odd.txt')}`, '--batch-size=2', '--epochs=1'];
  const small = ['--model=sequence', '--hidden=8', '--embedding=4', '--latent=2', '--length=1'];
  const trained = await ran('train', ...data, ...small, `--out=${path('odd')}`);
  expect(trained).toContain('5 training and 1 test texts of 1 tokens');
  const saved = join(path('odd'), 'model.safetensors');
  expect((await ran('sample', saved, '--count=5')).split('\n')).toHaveLength(6);
  const way = await ran('interpolate', saved, `--from=${word}`, '--to=b', '--steps=2');
  expect(way.split('\n')).toHaveLength(3);
});

const FILE = () => `--dataset=${path('texts.txt')}`;
const RESUME = () => ['train', FILE(), `--resume=${checkpoint()}`];

test.each<[string, () => string[]]>([
  ['"mnist" holds images, but the model takes texts', () => ['train', '--model=sequence']],
  ['pass --model topics or --model sequence', () => ['train', FILE()]],
  ['--unit goes with --model sequence', () => ['train', FILE(), '--model=topics', '--unit=lstm']],
  ['--hidden of --model sequence is', () => ['train', FILE(), '--model=sequence', '--hidden=8,8']],
  ['--topics goes with --model topics', () => ['train', FILE(), '--model=sequence', '--topics=3']],
  ['--size means nothing to a model of texts', () => ['sample', checkpoint(), '--size=2x2']],
  ['--top-k means nothing to --beam', () => ['sample', checkpoint(), '--beam=2', '--top-k=3']],
  ['--known means nothing to --beam', () => ['sample', checkpoint(), '--beam=2', '--known']],
  ['--top-p expects a number above 0', () => ['sample', checkpoint(), '--top-p=0']],
  ['--to is missing: pass a text', () => ['interpolate', checkpoint(), '--from=a dog']],
  ['--from "x y" has no token', () => ['interpolate', checkpoint(), '--from=x y', '--to=a']],
  ['--dataset means nothing to a way between texts', () => ['interpolate', checkpoint(), FILE()]],
  ...['genes=5', 'genes-in-rows', 'cells=a.csv', 'layer=raw', 'batches=b', 'without=id'].map(
    (option): [string, () => string[]] => [
      `--${option.replace(/=.*/, '')} means nothing to a way between texts`,
      () => ['interpolate', checkpoint(), '--from=a dog', '--to=the cat', `--${option}`],
    ],
  ),
  [
    `--vocabulary means nothing to a model that has its vocabulary of ${TOKENS} already`,
    () => [...RESUME(), '--vocabulary=9'],
  ],
  [
    'keeps the architecture that it was trained with. Leave --length',
    () => [...RESUME(), '--length=9'],
  ],
  ['"mnist" holds images, but the model takes texts', () => ['train', `--resume=${checkpoint()}`]],
  ['"mnist" holds images, but the model takes texts', () => ['evaluate', checkpoint()]],
  ['"x.npy" holds images', () => ['encode', checkpoint(), '--dataset=x.npy']],
  ['--out means nothing to a model of texts', () => ['sample', checkpoint(), '--out=a.png']],
  [
    '--buckets 4,32: texts have 32 tokens',
    () => ['train', FILE(), '--model=sequence', '--batch-size=9', '--buckets=4,32'],
  ],
  [
    '--buckets goes with a model of sequences',
    () => ['train', FILE(), '--model=topics', '--batch-size=9', '--buckets=4'],
  ],
  [
    '--condition means nothing to a model of texts',
    () => ['train', FILE(), '--model=sequence', '--condition=labels'],
  ],
  ['--buckets expects whole numbers', () => ['train', FILE(), '--model=sequence', '--buckets=8,4']],
])('is refused: %s', async (message, args) => {
  const { code, stderr } = await runCli(args());
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test.each([
  ['', 'holds no text'],
  ['\n \n', 'holds no text'],
  ['one line', 'has one text only; training and testing need at least two'],
  ['one line\nand another', 'Pass --batch-size 1 or less'],
])('a file that holds %j is refused', async (content, message) => {
  await writeFile(path('few.txt'), content);
  const args = ['train', `--dataset=${path('few.txt')}`, '--model=sequence'];
  const { code, stderr } = await runCli(args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
