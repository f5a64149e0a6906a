import { type Command, Option } from 'commander';
import type { Backend } from '../backend/options.ts';
import type { Channels } from '../data/imageData.ts';
import { ConfigError } from '../errors.ts';
import { nearestName } from '../nearestName.ts';
import type { AdapterKind } from '../node/adapter.ts';
import type { Part } from './dataOptions.ts';
import { parseKinds } from './tableData.ts';

/** Options that several commands share, with the same names, defaults and errors. */

const backends: readonly Backend[] = ['auto', 'webgpu', 'wasm'];
const adapterKinds: readonly AdapterKind[] = ['auto', 'hardware', 'software'];
const CHANNELS: readonly Channels[] = ['rgb', 'grey'];
const parts: readonly Part[] = ['train', 'test'];

export const batchSizeOption = (): Option =>
  integer('--batch-size <n>', 'images a training step', 1, 65_536).default(128);

export const latentOption = (): Option =>
  integer('--latent <n>', 'dimensions of the latent space', 1, 4096).default(20);

export const hiddenOption = (): Option =>
  new Option(
    '--hidden <sizes>',
    'hidden units, one number a layer from the input inwards, such as 400 or 400,200',
  )
    .argParser(parseHidden)
    .default([400], '400');

/** The options of {@link DataOptions} but the limit. */
export const dataOptions = (): Option[] => [
  text(
    '--dataset <name>',
    "mnist, a folder with IDX files, with CIFAR-10's .bin files or with pictures (.png, .jpg), or one file of rows: IDX, or .npy as numpy.save writes it; for texts a file of lines (.txt), a table (.csv, .tsv), or a folder of .txt files; for --model aligned two of these files with a comma between them, or a folder with two folders; for --model recommendation ratings (userId,movieId,rating), as in MovieLens' files; for --model table a table (.csv, .tsv) with a line of names; for --model counts a folder with matrix.mtx, or a file .mtx, .csv, .tsv or .h5ad",
  ).default('mnist'),
  integer(
    '--image-size <n>',
    'cut the middle square out of each picture of a folder and resize it to n x n pixels (default: pictures as they are, all of one size)',
    1,
    4096,
  ),
  oneOf(
    '--channels <kind>',
    'what is kept of the pictures of a folder: rgb, or grey (default: rgb)',
    CHANNELS,
  ),
  text('--column <name>', 'the column with the texts of a .csv or .tsv file (default: text)'),
  integer(
    '--vocabulary <n>',
    'how many words of texts count for --model topics: those in the most texts, but in half of them at most, without English words that say little (default: 2000); for --model sequence or aligned the tokens that stand most often (default: 4000)',
    2,
    1_000_000,
  ),
  leastRatingOption(),
  ...tableOptions(),
  ...countDataOptions(),
];

/** The options of data of `--model table`. */
const tableOptions = (): Option[] => [
  new Option(
    '--kinds <list>',
    'kinds of columns of --model table, such as visits=count,grade=category: real, count, binary or category (default: by their values)',
  ).argParser(parseKinds),
  namesOption('--without <list>', 'columns of a table that are left out, with commas between them'),
];

/** The options of data of `--model counts`. */
const countDataOptions = (): Option[] => [
  integer(
    '--genes <n>',
    'how many genes are kept for --model counts: those that differ most from cell to cell (default: all)',
    2,
    1_000_000,
  ),
  ...cellOptions(),
];

/** The options that say how counts are read. */
export const cellOptions = (): Option[] => [
  new Option('--genes-in-rows', 'the .csv or .tsv file has a line a gene, not a cell'),
  text(
    '--cells <file>',
    'a .csv or .tsv file with a line a cell: its name, then what is said of it',
  ),
  text('--layer <name>', 'the layer of an .h5ad file, or raw (default: its matrix X)'),
  text(
    '--batches <column>',
    'the column about cells that says their batches, which both networks of --model counts are told',
  ),
];

export const leastRatingOption = (): Option =>
  number('--least-rating <r>', 'the rating from which on an item counts as taken (default: 4)', {
    holds: () => true,
    wanted: 'a number',
    usual: '4',
  });

export const backendOption = (): Option =>
  oneOf(
    '--backend <kind>',
    'auto, webgpu or wasm; auto takes a hardware GPU, else WebAssembly, or what --adapter names',
    backends,
  ).default('auto');

export const threadsOption = (): Option =>
  integer(
    '--threads <n>',
    'threads that compute in WebAssembly (default: as many as processors, 8 at most)',
    0,
    64,
  );

export const adapterOption = (): Option =>
  oneOf(
    '--adapter <kind>',
    'the adapter of WebGPU: auto, hardware or software',
    adapterKinds,
  ).default('auto');

export const tuneOption = (): Option =>
  new Option('--tune', 'first measure which kernel variants are fastest on this adapter');

export const tuningFileOption = (): Option =>
  text(
    '--tuning-file <file>',
    'where what --tune measures is kept (default: webgpu-vae/tuning.json in the cache folder)',
  ).implies({ tune: true });

export const partOption = (): Option =>
  oneOf(
    '--part <part>',
    'which images: train, or test (the last tenth where none are given)',
    parts,
  ).default('test');

export const limitOption = (): Option =>
  integer('--limit <n>', 'use only the first n images', 1, 2 ** 31);

export const knownOption = (): Option =>
  new Option(
    '--known',
    'write no token that stands for unknown ones, of --model sequence: known ones take its place',
  ).default(false);

export const seedOption = (): Option =>
  integer('--seed <n>', 'seed of the samples', 0, 2 ** 32 - 1).default(0);

/** Names of the options given on the command line. */
export function givenOptions(command: Command, values: object): ReadonlySet<string> {
  return new Set(
    Object.keys(values).filter((name) => command.getOptionValueSource(name) === 'cli'),
  );
}

/** The flag of an option by its name here: `wordDropout` → `--word-dropout`. */
export const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/**
 * Refuses options that would be ignored.
 * @param names of options that mean nothing
 * @param to names the model that they mean nothing to
 * @throws ConfigError naming the first one that was given
 */
export function refuse(given: ReadonlySet<string>, names: readonly string[], to: string): void {
  const useless = names.find((name) => given.has(name));
  if (useless === undefined) return;
  throw new ConfigError(`${flagOf(useless)} means nothing to ${to}: leave it out.`);
}

/** An option with a whole number in a range. */
export function integer(flags: string, description: string, least: number, most: number): Option {
  const name = nameOf(flags);
  return new Option(flags, description).argParser((value: string) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new ConfigError(
      `${name} expects a whole number from ${least} to ${most}, got "${value}".`,
    );
  });
}

/** The valid numbers of an option, described in words, and a typical one. */
interface NumberRange {
  readonly holds: (value: number) => boolean;
  readonly wanted: string;
  readonly usual: string;
}

/** An option with a finite number in a range. */
export function number(
  flags: string,
  description: string,
  { holds, wanted, usual }: NumberRange,
): Option {
  const name = nameOf(flags);
  return new Option(flags, description).argParser((value: string) => {
    const parsed = Number(value);
    if (value.trim() !== '' && Number.isFinite(parsed) && holds(parsed)) return parsed;
    throw new ConfigError(`${name} expects ${wanted}, got "${value}". Usual is ${usual}.`);
  });
}

/** An option with one of a few words. */
export function oneOf<T extends string>(
  flags: string,
  description: string,
  words: readonly T[],
): Option {
  const name = nameOf(flags);
  return new Option(flags, description).argParser((value: string): T => {
    const known = words.find((word) => word === value);
    if (known !== undefined) return known;
    const hint = nearestName(value, words) || '.';
    throw new ConfigError(`${name} expects one of ${words.join(', ')}, got "${value}"${hint}`);
  });
}

/** An option with names and commas between them. */
export const namesOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((value: string) => {
    const names = value.split(',').map((name) => name.trim());
    if (!names.includes('')) return names;
    throw new ConfigError(
      `${nameOf(flags)} expects names with commas between them, got "${value}", where one is missing.`,
    );
  });

/** An option with a non-empty text. */
export function text(flags: string, description: string): Option {
  const name = nameOf(flags);
  return new Option(flags, description).argParser((value: string) => {
    if (value.trim() !== '') return value;
    throw new ConfigError(`${name} expects a name, got an empty one.`);
  });
}

function nameOf(flags: string): string {
  return flags.split(' ')[0] ?? flags;
}

function parseHidden(value: string): number[] {
  const sizes = value.split(',').map((size) => (/^\d+$/.test(size.trim()) ? Number(size) : 0));
  if (sizes.every((size) => size >= 1 && size <= 16_384)) return sizes;
  throw new ConfigError(
    `--hidden expects whole numbers from 1 to 16384 with commas between them, such as 400 or 400,200, got "${value}".`,
  );
}
