import { Option } from 'commander';
import { isRecord } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { Family } from '../families/family.ts';
import type { ObjectiveOptions, Schedule, TrainingOptions } from '../index.ts';
import { integer } from './sharedOptions.ts';

/** Arguments of the objective on the command line; omitted arguments are absent. */
export interface ObjectiveArguments {
  readonly beta?: number;
  readonly anneal?: string;
  readonly freeBits?: number;
  readonly capacity?: string;
  readonly schedule?: string;
  readonly bound?: string;
  readonly doubly?: boolean;
  readonly regularizer?: string;
  readonly stratified?: boolean;
  readonly samples?: number;
  /** Weight of what matches the codes with the prior. */
  readonly match?: number;
  readonly gamma?: number;
  readonly pixels?: number;
  readonly balance?: boolean;
}

const ANNEALING = ['linear:EPOCHS', 'sigmoid:EPOCHS', 'cyclical:CYCLES:EPOCHS'] as const;
const BOUNDS = ['elbo', 'iwae', 'miwae:BOUNDS', 'ciwae:SHARE', 'piwae:BOUNDS'] as const;
const CAPACITY = ['NATS', 'NATS:EPOCHS'] as const;
const REGULARIZERS = [
  'totalCorrelation',
  'totalCorrelation:BETA',
  'dip',
  'dip:WEIGHT',
  'mmd',
  'mmd:WEIGHT',
] as const;
const DECAY = [
  'warmup:EPOCHS',
  'cosine:EPOCHS',
  'cosine:EPOCHS:WARMUP',
  'step:FACTOR:EPOCHS',
] as const;

/** The options of the objective and of the learning rate's schedule. */
export function objectiveOptions(): Option[] {
  return [
    amount('--beta <x>', 'weight of the KL (default: 1; of a vib: 0.001)'),
    shape(
      '--anneal <shape>',
      'raise the weight of the KL from 0 to --beta: linear:EPOCHS, sigmoid:EPOCHS or cyclical:CYCLES:EPOCHS, counted from the first epoch of all',
      ANNEALING,
    ),
    amount('--free-bits <x>', 'nats of KL that each latent dimension may have at no cost'),
    shape(
      '--capacity <nats>',
      'nats of KL to hold instead of as few as possible; NATS:EPOCHS raises them from 0',
      CAPACITY,
    ),
    shape(
      '--schedule <shape>',
      'of the learning rate: warmup:EPOCHS, cosine:EPOCHS, cosine:EPOCHS:WARMUP (epochs of it) or step:FACTOR:EPOCHS',
      DECAY,
    ),
    shape(
      '--bound <form>',
      'what is trained: elbo, or a bound that weights all --samples and has no KL to weigh: iwae, miwae:BOUNDS, ciwae:SHARE of the elbo, piwae:BOUNDS (default: elbo)',
      BOUNDS,
    ),
    new Option('--doubly', 'the doubly reparameterized gradient of iwae or miwae'),
    shape(
      '--regularizer <form>',
      'added to the elbo, with a weight or its default: totalCorrelation:BETA, dip:WEIGHT of covariances or mmd:WEIGHT',
      REGULARIZERS,
    ),
    new Option(
      '--stratified',
      'estimate the total correlation by stratified sampling, which is unbiased (with --regularizer totalCorrelation)',
    ),
    integer('--samples <k>', 'samples of z an image in training (default: 1)', 1, 1024),
    amount(
      '--match <x>',
      'weight of what moves the codes of an aae or a wae to the prior, or those of the domains of an aligned onto each other (default: 10; of a kernel: 100)',
    ),
    amount('--gamma <x>', 'weight of the features for the decoder of a vae-gan (default: 1)'),
    amount('--pixels <x>', 'weight of the pixels beside the features of a vae-gan (default: 0)'),
    new Option(
      '--balance',
      'skip updates of decoder or discriminator of a vae-gan, whichever is ahead',
    ),
  ];
}

/** The parts of a run that the arguments of the objective depend on. */
export interface ObjectiveRun {
  /** Initial value for `--schedule`. */
  readonly learningRate: number;
  /** Batches per epoch, since schedules count steps. */
  readonly stepsPerEpoch: number;
  /** Rows of the training data, for `--stratified`. */
  readonly rows: number;
  /** The options that hold where no argument says another: those of the checkpoint, or of the family. */
  readonly usual: Partial<TrainingOptions>;
}

/** Converts the objective's arguments to training options. A part of an option leaves the rest of it as is usual. */
export function objectiveOf(
  given: ObjectiveArguments,
  { learningRate, stepsPerEpoch, rows, usual }: ObjectiveRun,
): Partial<TrainingOptions> {
  const { beta, anneal, freeBits, capacity, schedule, samples, match } = given;
  const steps = (epochs: number): number => Math.max(1, Math.round(epochs * stepsPerEpoch));
  const bound = boundOf(given, usual);
  const regularizer = regularizerOf(given, rows, usual);
  const adversary = adversaryOf(given);
  return {
    ...((beta ?? anneal) !== undefined && {
      beta: annealed(anneal, beta ?? endOf(usual.beta), steps),
    }),
    ...(freeBits !== undefined && { freeBits }),
    ...(capacity !== undefined && { capacity: raised(capacity, steps) }),
    ...(schedule !== undefined && { learningRate: decayed(schedule, learningRate, steps) }),
    ...(bound !== undefined && { bound }),
    ...(samples !== undefined && { samples }),
    ...(regularizer !== undefined && { regularizer }),
    ...(match !== undefined && { match: { ...usual.match, weight: match } }),
    ...(adversary && { adversary: { ...usual.adversary, ...adversary } }),
  };
}

/** The value that a weight of the KL ends at. */
function endOf(beta: unknown): number {
  const { to, from } = isRecord(beta) ? beta : { to: beta };
  const end = to ?? from;
  return typeof end === 'number' ? end : 1;
}

function adversaryOf({
  gamma,
  pixels,
  balance,
}: ObjectiveArguments): TrainingOptions['adversary'] | undefined {
  const own = {
    ...(gamma !== undefined && { gamma }),
    ...(pixels !== undefined && { pixels }),
    ...(balance !== undefined && { balance }),
  };
  return Object.keys(own).length === 0 ? undefined : own;
}

function boundOf(
  { bound, doubly }: ObjectiveArguments,
  usual: ObjectiveRun['usual'],
): ObjectiveOptions['bound'] | undefined {
  if (bound === undefined && doubly === undefined) return undefined;
  const { kind, numbers, rest } = kindBeside(bound, usual.bound ?? 'elbo');
  const [number] = numbers;
  const options = {
    ...rest,
    ...(number !== undefined && (kind === 'ciwae' ? { share: number } : { bounds: number })),
    ...(doubly && { gradient: 'doubly' }),
  };
  // The model checks that the kind takes them.
  return named(kind, options) as ObjectiveOptions['bound'];
}

/** The option that a regularizer's number gives. */
const WEIGHTS: Readonly<Record<string, string>> = {
  totalCorrelation: 'beta',
  dip: 'offDiagonal',
  mmd: 'weight',
};

function regularizerOf(
  { regularizer, stratified }: ObjectiveArguments,
  rows: number,
  usual: ObjectiveRun['usual'],
): ObjectiveOptions['regularizer'] {
  if (regularizer === undefined && stratified === undefined) return undefined;
  const { kind, numbers, rest } = kindBeside(regularizer, usual.regularizer);
  if (stratified && kind !== 'totalCorrelation') {
    throw new ConfigError(
      kind === ''
        ? '--stratified goes with --regularizer totalCorrelation alone.'
        : `--stratified means nothing to --regularizer ${kind}: leave it out.`,
    );
  }
  const [number] = numbers;
  const options = {
    ...rest,
    ...(number !== undefined && { [WEIGHTS[kind] ?? '']: number }),
    ...(stratified && { sampling: 'stratified', rows }),
  };
  return named(kind, options) as ObjectiveOptions['regularizer'];
}

/** The kind that an argument names, else the usual one; and the usual options, if they are of this kind. */
function kindBeside(
  text: string | undefined,
  usual: unknown,
): { kind: string; numbers: number[]; rest: object } {
  const { kind = '', ...rest } = isRecord(usual) ? usual : { kind: usual };
  if (text === undefined) return { kind: String(kind), numbers: [], rest };
  const asked = split(text);
  return { ...asked, rest: asked.kind === kind ? rest : {} };
}

/** A kind with options; its name alone if there are none. */
function named(kind: string, options: object): string | object {
  return Object.keys(options).length === 0 ? kind : { kind, ...options };
}

/** Arguments that some families do not have, by option name. */
const FLAGS = {
  beta: '--beta',
  anneal: '--anneal',
  freeBits: '--free-bits',
  capacity: '--capacity',
  bound: '--bound',
  doubly: '--doubly',
  regularizer: '--regularizer',
  stratified: '--stratified',
  samples: '--samples',
  match: '--match',
  gamma: '--gamma',
  pixels: '--pixels',
  balance: '--balance',
} as const satisfies Partial<Record<keyof ObjectiveArguments, string>>;

/** The options of which some arguments are a part. */
const PARTS: Readonly<Record<string, string>> = {
  anneal: 'beta',
  doubly: 'bound',
  stratified: 'regularizer',
  gamma: 'adversary',
  pixels: 'adversary',
  balance: 'adversary',
};

const optionOf = (name: string): string => PARTS[name] ?? name;

/**
 * Refuses arguments that the family would ignore.
 * @throws ConfigError naming the flag, and those that the family accepts
 */
export function assertObjective(
  given: ObjectiveArguments,
  { name: family, defaults }: Pick<Family, 'name' | 'defaults'>,
): void {
  const flags = Object.entries(FLAGS) as [keyof typeof FLAGS, string][];
  const takes = ([name]: readonly [string, string]): boolean =>
    Object.hasOwn(defaults, optionOf(name));
  const foreign = flags.find((each) => given[each[0]] !== undefined && !takes(each));
  if (!foreign) return;
  const known = flags.filter(takes).map(([, flag]) => flag);
  throw new ConfigError(
    `${foreign[1]} means nothing to a model of the family "${family}"; ` +
      `it takes: ${known.join(', ') || 'none of its kind'}.`,
  );
}

type Steps = (epochs: number) => number;

function annealed(anneal: string | undefined, to: number, steps: Steps): Schedule {
  if (anneal === undefined) return to;
  const { kind, numbers } = split(anneal);
  const [first = 0, second = 0] = numbers;
  if (kind === 'cyclical') return { kind, cycles: first, steps: steps(second), to };
  return { kind: kind === 'sigmoid' ? kind : 'linear', from: 0, to, steps: steps(first) };
}

function raised(capacity: string, steps: Steps): Schedule {
  const [nats = 0, epochs] = split(capacity).numbers;
  return epochs === undefined ? nats : { kind: 'linear', from: 0, to: nats, steps: steps(epochs) };
}

function decayed(schedule: string, rate: number, steps: Steps): Schedule {
  const { kind, numbers } = split(schedule);
  const [first = 0, second] = numbers;
  if (kind === 'warmup') return { kind, to: rate, steps: steps(first) };
  if (kind === 'step') return { kind, from: rate, factor: first, every: steps(second ?? 0) };
  const warmup = second === undefined ? 0 : steps(second);
  return { kind: 'cosine', from: rate, steps: steps(first), warmup };
}

/** Splits `cosine:10:1` into its kind and its numbers. Without a kind, the kind is empty. */
function split(text: string): { kind: string; numbers: number[] } {
  const words = text.split(':');
  const kind = /^[a-z]/.test(text) ? (words.shift() ?? '') : '';
  const numbers = words.map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
  return { kind, numbers };
}

/** An option with one of several forms, such as `linear:EPOCHS`: a kind and numbers above 0. */
function shape(flags: string, description: string, forms: readonly string[]): Option {
  return new Option(flags, description).argParser((value: string) => {
    const { kind, numbers } = split(value);
    const fits = forms.some((form) => {
      const words = form.split(':');
      const wanted = /^[a-z]/.test(form) ? words.shift() : '';
      return wanted === kind && words.length === numbers.length;
    });
    if (fits && numbers.every((number) => number > 0 && number < Infinity)) return value;
    throw new ConfigError(
      `${flags.split(' ')[0]} expects ${forms.join(' or ')} with numbers above 0, got "${value}".`,
    );
  });
}

/** An option with a number that is not negative. */
function amount(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string) => {
    const number = Number(value);
    if (value.trim() !== '' && number >= 0 && number < Infinity) return number;
    throw new ConfigError(`${flags.split(' ')[0]} expects a number of at least 0, got "${value}".`);
  });
}
