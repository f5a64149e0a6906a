import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeCommand } from '../../src/cli/interrupt.ts';
import { type TrainOptions, trainCommand } from '../../src/cli/options.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages, idxLabels } from '../support/idx.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const table = (lines: readonly (readonly (string | number)[])[]) =>
  lines.map((cells) => cells.join(',')).join('\n');

beforeAll(async () => {
  folder = await temporaryFolder('resume');
  for (const [part, rows] of [
    ['train', 24],
    ['t10k', 6],
  ] as const) {
    await writeFile(path(`${part}-images-idx3-ubyte`), idxImages(rows, 8, 8));
    await writeFile(path(`${part}-labels-idx1-ubyte`), idxLabels(rows, 3));
  }
  const colours = ['amber', 'black', 'coral', 'denim', 'ebony', 'frost', 'green'];
  const texts = numbers(40).map((i) =>
    [0, 1, 2].map((k) => colours[(i * (k + 2) + k) % colours.length]).join(' '),
  );
  await writeFile(path('texts.txt'), texts.join('\n'));
  await writeFile(
    path('trees.csv'),
    table([['id', 'size', 'birds'], ...numbers(40).map((i) => [i, i % 7, i % 5])]),
  );
  const genes = numbers(8).map((gene) => `gene${gene}`);
  await writeFile(
    path('counts.csv'),
    table([
      ['', ...genes],
      ...numbers(40).map((i) => [`c${i}`, ...genes.map((_, g) => (i * g) % 5)]),
    ]),
  );
  await writeFile(
    path('cells.csv'),
    table([['name', 'plate'], ...numbers(40).map((i) => [`c${i}`, i % 2 === 0 ? 'A' : 'B'])]),
  );
  await writeFile(
    path('ratings.csv'),
    table([
      ['userId', 'movieId', 'rating'],
      ...numbers(40).flatMap((i) => numbers(8).map((k) => [i, (i * 3 + k) % 12, (i + k) % 6])),
    ]),
  );
});

afterAll(() => folder.remove());

async function optionsOf(args: readonly string[]): Promise<TrainOptions> {
  const parsed: TrainOptions[] = [];
  await trainCommand(async (options) => void parsed.push(options)).parseAsync(args, {
    from: 'user',
  });
  return parsed[0] as TrainOptions;
}

/** The words of a command, as a shell reads them. */
async function wordsOf(command: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('sh', ['-c', `printf '%s\\0' ${command}`]);
  return stdout.split('\0').slice(0, -1);
}

const sizes = ['--latent=2', '--hidden=8'];
const budget = ['--noise=1.5', '--delta=1e-4', '--clip=2'];

test.each<[string, string, readonly string[]]>([
  [
    'the short form',
    '.',
    [
      ...[...sizes, '--likelihood=gaussian:sigma=learned', '--activation=tanh', '--flow=planar:2'],
      ...['--input-dropout=0.1', '--condition=labels', '--bootstrap=3', '--beta=2'],
      ...['--anneal=linear:2', '--schedule=cosine:5', '--optimizer=adamw', '--weight-decay=0.1'],
    ],
  ],
  ['a preset', '.', ['--preset=conv', '--latent=2', '--prior=gaussian', '--binarize=static']],
  ['a game', '.', ['--model=vae-gan', '--gamma=2', '--pixels=0.1', '--balance']],
  ['private training', '.', [...sizes, ...budget, '--secret=SECRET']],
  ['topics', 'texts.txt', ['--model=topics', '--topics=3', '--vocabulary=6']],
  [
    'sequences',
    'texts.txt',
    [
      ...['--model=sequence', '--length=6', '--vocabulary=8', '--hidden=8', '--embedding=4'],
      ...['--latent=2', '--word-dropout=0.1', '--buckets=4,5'],
    ],
  ],
  [
    'ratings',
    'ratings.csv',
    ['--model=recommendation', ...sizes, '--input-dropout=0.2', '--least-rating=3'],
  ],
  [
    'a table',
    'trees.csv',
    ['--model=table', ...sizes, '--kinds=birds=count', '--without=id', '--outcomes=size'],
  ],
  [
    'counts',
    'counts.csv',
    [
      ...['--model=counts', ...sizes, '--genes=6', '--zeros=inflated'],
      ...['--cells=CELLS', '--batches=plate'],
    ],
  ],
])('the command that resumes a run of %s is accepted', async (name, dataset, own) => {
  const out = path(name);
  const args = [
    ...[`--dataset=${path(dataset)}`, '--batch-size=8', '--seed=3', '--limit=20'],
    ...own.map((arg) =>
      arg.replace('SECRET', path('run secret')).replace('CELLS', path('cells.csv')),
    ),
    ...[`--out=${out}`, '--early-stopping=9', '--backend=wasm', '--threads=0'],
  ];
  const begun = await runCli(['train', ...args, '--epochs=1']);
  expect(begun.code, begun.stderr).toBe(0);
  const hint = resumeCommand(await optionsOf(args), join(out, 'model.safetensors'), 1, false);
  const [program, ...words] = await wordsOf(hint);
  expect(program).toBe('webgpu-vae');
  const resumed = await runCli(words);
  expect(resumed.stderr).toBe('');
  expect(resumed.code).toBe(0);
});

test('a part of an objective leaves the rest of it as the checkpoint has it', async () => {
  const data = [`--dataset=${path('.')}`, '--batch-size=8', '--epochs=1'];
  const computer = ['--backend=wasm', '--threads=0'];
  const ran = async (name: string, ...args: readonly string[]) => {
    const { code, stderr } = await runCli([
      ...['train', ...data, ...args, `--out=${path(name)}`, ...computer],
    ]);
    expect(code, stderr).toBe(0);
    return JSON.parse(await readFile(path(name, 'report.json'), 'utf8')).training;
  };
  const from = (name: string) => `--resume=${path(name, 'model.safetensors')}`;
  await ran('weighed', ...sizes, '--beta=4');
  const { beta } = await ran('annealed', from('weighed'), '--anneal=linear:2');
  expect(beta).toEqual({ kind: 'linear', from: 0, to: 4, steps: 6 });
  expect((await ran('cyclical', from('annealed'), '--anneal=cyclical:2:4')).beta.to).toBe(4);
  await ran('played', '--model=vae-gan', '--gamma=2', '--pixels=0.1');
  const { adversary } = await ran('balanced', from('played'), '--balance', '--gamma=3');
  expect(adversary).toEqual({ gamma: 3, pixels: 0.1, balance: true });
});
