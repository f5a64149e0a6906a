import { Option } from 'commander';
import type { BucketsSampler } from '../data/samplers/buckets.ts';
import { ConfigError } from '../errors.ts';
import { TOKENIZERS, type Tokenizer } from '../text/tokens.ts';
import type { AskedForm } from './dataForm.ts';
import { flagOf, integer, number, oneOf } from './sharedOptions.ts';

const UNITS = ['gru', 'lstm'] as const;

/** The arguments that only a model of sequences takes; omitted arguments are absent. */
export interface SequenceArguments {
  /** Tokens of a row. */
  readonly length?: number;
  readonly tokenizer?: Tokenizer;
  /** The recurrent unit. */
  readonly unit?: (typeof UNITS)[number];
  /** Width of a token's vector. */
  readonly embedding?: number;
  readonly wordDropout?: number;
}

const NAMES = [
  'length',
  'tokenizer',
  'unit',
  'embedding',
  'wordDropout',
] as const satisfies readonly (keyof SequenceArguments)[];

/** The options of {@link SequenceArguments}. */
export const sequenceOptions = (): Option[] => [
  integer(
    '--length <n>',
    'tokens of a text that --model sequence reads; longer texts are cut (default: 32)',
    1,
    4096,
  ),
  oneOf(
    '--tokenizer <kind>',
    `what --model sequence cuts texts into: ${TOKENIZERS.join(', ')} (default: words)`,
    TOKENIZERS,
  ),
  oneOf('--unit <name>', `of --model sequence: ${UNITS.join(', ')} (default: gru)`, UNITS),
  integer(
    '--embedding <n>',
    "width of a token's vector in --model sequence (default: 128)",
    1,
    65_536,
  ),
  number(
    '--word-dropout <p>',
    'share of the tokens that the decoder of --model sequence does not see in training, so that it needs the code (default: 0.25)',
    { holds: (p) => p >= 0 && p < 1, wanted: 'a number of 0 or more, below 1', usual: '0.25' },
  ),
];

/** How batches of shorter texts are trained. */
export const bucketsOption = (): Option =>
  new Option(
    '--buckets <lengths>',
    'put texts of similar length into one batch of --model sequence and compute it in the fewest steps of this list that hold it, such as 8,16 (default: all steps of a row)',
  ).argParser(parseBuckets);

/**
 * The training options that the arguments say.
 * @throws ConfigError for a model of other data, or lengths that a row does not exceed
 */
export function bucketsOf(
  { buckets: lengths }: { readonly buckets?: readonly number[] },
  form: AskedForm | undefined,
): { readonly sampler?: BucketsSampler } {
  if (lengths === undefined) return {};
  if (form?.kind !== 'sequences') {
    throw new ConfigError('--buckets goes with a model of sequences alone: leave it out.');
  }
  const useless = lengths.find((length) => length >= form.length);
  if (useless === undefined) return { sampler: { kind: 'buckets', field: 'data', lengths } };
  throw new ConfigError(
    `--buckets ${lengths.join(',')}: texts have ${form.length} tokens, and ${useless} is not below. ` +
      'Leave it out, or pass a larger --length.',
  );
}

function parseBuckets(value: string): readonly number[] {
  const lengths = value
    .split(',')
    .map((length) => (/^\d+$/.test(length.trim()) ? Number(length) : 0));
  if (lengths.every((length, i) => length > (lengths[i - 1] ?? 0))) return lengths;
  throw new ConfigError(
    `--buckets expects whole numbers of at least 1 in ascending order, with commas between them, such as 8,16, got "${value}".`,
  );
}

/** The given flags that only a model of sequences takes. */
export function sequenceFlags(given: ReadonlySet<string>): readonly string[] {
  return NAMES.filter((name) => given.has(name)).map(flagOf);
}

/**
 * The fields of an architecture that the arguments say.
 * @throws ConfigError for several hidden layers
 */
export function sequenceChoice(
  options: SequenceArguments & { readonly hidden: readonly number[] },
  given: ReadonlySet<string>,
): object {
  const { hidden, length, tokenizer, unit, embedding, wordDropout = 0.25 } = options;
  if (given.has('hidden') && hidden.length > 1) {
    throw new ConfigError(
      `--hidden of --model sequence is one number, the width of its recurrent units, got ${hidden.join(',')}.`,
    );
  }
  return {
    ...(given.has('hidden') && { hidden: hidden[0] }),
    ...(length !== undefined && { length }),
    ...(tokenizer !== undefined && { tokenizer }),
    ...(unit !== undefined && { unit }),
    ...(embedding !== undefined && { embedding }),
    wordDropout,
  };
}
