import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNpy } from '../../src/formats/npy.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

/** Four kinds of texts. The second word is the same in both domains, the first is not. */
const ANIMALS = ['cat', 'dog', 'owl', 'fox'];
const KINDS = { plain: ANIMALS, cipher: ANIMALS.map((word) => [...word].reverse().join('')) };
const PLACES = ['house', 'river', 'tree', 'field'];
const textsOf = (domain: keyof typeof KINDS) =>
  PLACES.map((place, kind) => `${KINDS[domain][kind]} ${place}`);
const linesOf = (domain: keyof typeof KINDS) => Array.from({ length: 12 }, () => textsOf(domain));
const files = () => `${path('plain.txt')},${path('cipher.txt')}`;
const checkpoint = () => path('out', 'model.safetensors');
const DEVICE = ['--backend=wasm', '--threads=0'];
const SMALL = ['--length=3', '--hidden=16', '--embedding=8', '--latent=2', '--batch-size=16'];

async function ran(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli([...args, ...DEVICE]);
  expect(code, stderr).toBe(0);
  return stdout;
}

const reportOf = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));

beforeAll(async () => {
  folder = await temporaryFolder('translations');
  for (const domain of ['plain', 'cipher'] as const) {
    await writeFile(path(`${domain}.txt`), linesOf(domain).flat().join('\n'));
    await mkdir(path('folders', domain), { recursive: true });
    for (const [i, text] of textsOf(domain).entries()) {
      await writeFile(path('folders', domain, `${i}.txt`), text);
    }
  }
  const trained = await ran(
    ...['train', '--model=aligned', `--dataset=${files()}`, `--out=${path('out')}`],
    ...[
      ...SMALL,
      '--epochs=60',
      '--seed=3',
      '--learning-rate=0.01',
      '--match=1',
      '--word-dropout=0',
    ],
  );
  expect(trained).toContain(
    '88 training and 8 test texts of 3 tokens; 44 texts of "plain", 44 of "cipher"',
  );
  expect(trained).toContain('vocabulary of 15');
  const written = await readFile(path('out', 'translations.txt'), 'utf8');
  expect(trained).toContain(written.trimEnd());
  expect(written).toMatch(/^Test texts of "plain" in "cipher":\n {2}\S+ \S+\n {4}-> /);
  expect(written).toContain('Test texts of "cipher" in "plain":');
}, 240_000);

afterAll(() => folder.remove());

test('the domains have the names of the files, and their words are one vocabulary', async () => {
  const { config, epochs } = await reportOf(path('out'));
  expect(config.architecture).toMatchObject({
    domains: ['plain', 'cipher'],
    autoencoder: { family: 'sequence', length: 3, hidden: 16, latent: { size: 2 } },
  });
  const { tokens } = config.architecture.autoencoder;
  expect(tokens).toEqual(expect.arrayContaining([...KINDS.plain, ...KINDS.cipher, ...PLACES]));
  expect(epochs.at(-1).test.reconstruction).toBeLessThan(0.5 * epochs[0].test.reconstruction);
  const names = await readdir(path('out'));
  expect(names).toContain('translations.txt');
  expect(names.filter((name) => name.endsWith('.png'))).toEqual([]);
});

test('texts of one domain are printed in the other', async () => {
  const into = async (file: string, ...args: string[]) => {
    const named = [`--dataset=${path(file)}`, '--limit=4', ...args];
    const lines = (await ran('translate', checkpoint(), ...named)).split('\n');
    expect(lines.pop()).toBe('');
    return lines;
  };
  // The first word is one of the domain asked for. Two clouds of codes can lie on each other in many ways.
  const ofDomain = (lines: readonly string[], domain: keyof typeof KINDS) => {
    expect(KINDS[domain]).toEqual(expect.arrayContaining(lines.map((line) => line.split(' ')[0])));
    const right = lines.filter((line, i) => line === textsOf(domain)[i]);
    expect(right.length).toBeGreaterThan(1);
  };
  ofDomain(await into('plain.txt'), 'cipher');
  const back = await into('cipher.txt', '--from=cipher');
  ofDomain(back, 'plain');
  expect(await into('cipher.txt', '--to=plain')).toEqual(back);
  expect(await into('plain.txt', '--from=plain', '--to=plain')).toEqual(textsOf('plain'));
});

test('evaluate and encode tell the domains of files in either order', async () => {
  const evaluated = async (dataset: string) => {
    const { losses, data } = JSON.parse(
      await ran('evaluate', checkpoint(), `--dataset=${dataset}`, '--json'),
    );
    expect(data.rows).toBe(8);
    return losses;
  };
  const losses = await evaluated(files());
  expect(Object.keys(losses)).toEqual(['reconstruction', 'critic', 'fool']);
  // With the wrong domain it writes the words of the other one.
  expect(losses.reconstruction).toBeLessThan(1);
  const [plain, cipher] = files().split(',');
  expect(await evaluated(`${cipher},${plain}`)).toEqual(losses);
  // A file of another name has the domain that is left.
  await copyFile(path('cipher.txt'), path('other.txt'));
  await copyFile(path('plain.txt'), path('another.txt'));
  expect(await evaluated(`${path('other.txt')},${plain}`)).toEqual(losses);
  expect(await evaluated(`${plain},${path('other.txt')}`)).toEqual(losses);
  expect(await evaluated(`${cipher},${path('another.txt')}`)).toEqual(losses);
  const codes = path('codes.npy');
  await ran('encode', checkpoint(), `--dataset=${files()}`, `--out=${codes}`);
  const { shape } = readNpy(await readFile(codes));
  expect(shape).toEqual([8, 2]);
});

test('lines that are printed stand where their texts stand, and what was lost is told', async () => {
  const lines = ['', 'cat house', '  ', 'cat house cat house', 'zebra house', ''];
  await writeFile(path('lines.txt'), `${lines.join('\n')}\n`);
  const asked = ['translate', checkpoint(), `--dataset=${path('lines.txt')}`, ...DEVICE];
  const { code, stdout, stderr } = await runCli([...asked, '--to=plain', '--from=plain']);
  expect(code, stderr).toBe(0);
  const printed = stdout.split('\n');
  expect(printed.pop()).toBe('');
  expect(printed.map((line) => line === '')).toEqual(lines.map((line) => line.trim() === ''));
  expect(stderr).toContain('of 3 texts 1 cut at 3 tokens, 1 with unknown tokens');
  const whole = await runCli([...asked, '--limit=2']);
  expect(whole.stdout).toMatch(/^\n\S+ \S+\n$/);
  expect(whole.stderr).not.toContain('cut');
});

test('each domain is split and limited by itself', async () => {
  const trained = async (dataset: string, ...args: readonly string[]) => {
    const named = [`--dataset=${dataset}`, ...args, `--out=${path('few')}`];
    return runCli([...TRAIN(), ...named, ...SMALL.slice(0, 4), '--epochs=1', ...DEVICE]);
  };
  const few = await trained(files(), '--limit=8');
  expect(few.stdout).toContain('8 training and 8 test texts');
  expect(few.stdout).toContain('4 texts of "plain", 4 of "cipher"');
  await writeFile(path('two.txt'), 'one house\nother tree');
  const unequal = await trained(`${path('plain.txt')},${path('two.txt')}`, '--limit=8');
  expect(unequal.stdout).toContain('7 texts of "plain", 1 of "two"');
  await writeFile(path('one.txt'), 'one house');
  const single = await trained(`${path('plain.txt')},${path('one.txt')}`);
  expect(single.code).toBe(2);
  expect(single.stderr).toContain('"one" has one text only');
  const none = await trained(files(), '--limit=1', '--batch-size=1');
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('no text of the domain "cipher"');
  expect(none.stderr).toContain('--limit');
});

test('a folder of two folders trains, and a run goes on', async () => {
  const data = [`--dataset=${path('folders')}`, '--batch-size=4', '--epochs=1'];
  const out = path('more');
  await ran('train', '--model=aligned', ...data, ...SMALL.slice(0, 4), `--out=${out}`);
  expect((await reportOf(out)).config.architecture.domains).toEqual(['cipher', 'plain']);
  const resume = `--resume=${join(out, 'model.safetensors')}`;
  expect(await ran('train', ...data, resume, `--out=${path('on')}`)).toContain('epoch 2');
});

test('a file of the architecture says what the critic judges, and names the domains', async () => {
  const architecture = {
    family: 'aligned',
    domains: ['one', 'two'],
    autoencoder: { family: 'sequence', length: 3, hidden: 8, embedding: 4, latent: 2 },
    align: 'translations',
  };
  await writeFile(path('model.json'), JSON.stringify(architecture));
  const out = path('named');
  await ran(
    ...['train', `--dataset=${files()}`, `--architecture=${path('model.json')}`],
    ...['--batch-size=16', '--epochs=1', `--out=${out}`],
  );
  const { config } = await reportOf(out);
  expect(config.architecture).toMatchObject({ domains: ['one', 'two'], align: 'translations' });
});

const TRAIN = () => ['train', '--model=aligned', '--batch-size=4'];

test.each<[string, () => string[]]>([
  ['holds texts of one domain:', () => [...TRAIN(), `--dataset=${path('plain.txt')}`]],
  ['holds texts of one domain:', () => [...TRAIN(), `--dataset=${path('plain.txt')},`]],
  [
    'both are called "plain"',
    () => [...TRAIN(), `--dataset=${path('plain.txt')},${path('plain.txt')}`],
  ],
  ['--length is an option of texts', () => [...TRAIN(), '--length=3']],
  ['no texts at', () => [...TRAIN(), `--dataset=${path('plain.txt')},${path('none.txt')}`]],
  [
    '--from must be one of "plain", "cipher", got "latin"',
    () => ['translate', checkpoint(), `--dataset=${path('plain.txt')}`, '--from=latin'],
  ],
  ['cannot sample', () => ['sample', checkpoint(), ...DEVICE]],
  ['writes no texts between others', () => ['interpolate', checkpoint(), '--from=a', '--to=b']],
  ['"mnist" holds images', () => ['evaluate', checkpoint()]],
])('is refused: %s', async (message, args) => {
  const { code, stderr } = await runCli(args());
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
