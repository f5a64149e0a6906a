import { assertInRange, isRecord, knownFields, oneOf, shown } from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { flatSize, type LayerSpec } from '../../layers/layer.ts';
import type { LayerChoice } from '../../layers/registry.ts';
import { meantName } from '../../synonyms.ts';
import { resolveCritic } from '../adversaries/autoencoder.ts';
import { assertMeanHasGradient } from '../adversaries/meanWithGradient.ts';
import type { Architecture } from '../model.ts';
import {
  resolveSequence,
  type SequenceArchitecture,
  type SequenceArchitectureChoice,
} from '../sequence/architecture.ts';
import {
  completeArchitecture,
  resolveVaeArchitecture,
  type VaeArchitecture,
  type VaeArchitectureChoice,
} from '../vae/architecture.ts';
import { DOMAINS } from './autoencoder.ts';

/** Names of the fields of an autoencoder of rows. */
const ROWS_FIELDS = [
  'family',
  'input',
  'preset',
  'encoder',
  'latent',
  'decoder',
  'output',
  'likelihood',
] as const satisfies readonly (keyof RowsAutoencoderChoice)[];

/** An autoencoder of rows of numbers; the domain of a row is not among its values. */
export type RowsAutoencoder = Pick<
  VaeArchitecture,
  'family' | 'input' | 'encoder' | 'latent' | 'decoder' | 'output' | 'likelihood'
>;

/** An autoencoder of rows of numbers, with optional fields. */
export type RowsAutoencoderChoice = Pick<
  VaeArchitectureChoice,
  'family' | 'input' | 'preset' | 'encoder' | 'latent' | 'decoder' | 'output' | 'likelihood'
>;

/** Two domains with one space of codes. */
export interface AlignedArchitecture extends Architecture {
  readonly family: 'aligned';
  /** Names of the domains. */
  readonly domains: readonly [string, string];
  /** The autoencoder of both domains, as a `vae` or a `sequence` with codes without noise. */
  readonly autoencoder: RowsAutoencoder | SequenceArchitecture;
  /** The input of the critic: codes, or translations. */
  readonly align: 'codes' | 'translations';
  /** Layers of the critic before its logit. */
  readonly critic: readonly LayerSpec[];
}

/** Two domains with one space of codes, with optional fields. */
export interface AlignedArchitectureChoice {
  /** Names the family. */
  readonly family: 'aligned';
  /** Names of the domains; `first` and `second` by default. */
  readonly domains?: readonly [string, string];
  /**
   * The autoencoder of both domains: the fields of a `vae` for rows of numbers, such as images, or those of a
   * `sequence` for tokens. A code has no noise and 8 dimensions by default. By default that of the classic `vae`.
   */
  readonly autoencoder?: RowsAutoencoderChoice | SequenceArchitectureChoice;
  /**
   * What keeps the domains together: a critic that tells their `codes` apart, or one that tells
   * `translations` into a domain from its rows. Of tokens it sees the states of the decoder. `codes` by default.
   */
  readonly align?: AlignedArchitecture['align'];
  /** Layers of the critic before its logit; by default two dense layers of 400 with ReLU. */
  readonly critic?: readonly LayerChoice[];
}

const FIELDS = ['family', 'domains', 'autoencoder', 'align', 'critic'] as const;
const CRITIC: readonly LayerChoice[] = [
  { kind: 'dense', units: 400 },
  { kind: 'dense', units: 400 },
];
/** Dimensions of the code. */
const LATENT = 8;

/**
 * Loads the kinds that an architecture names, and fills in its defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveAligned(
  choice: AlignedArchitectureChoice,
): Promise<AlignedArchitecture> {
  const given: AlignedArchitectureChoice = dropUndefined(choice);
  knownFields('an aligned', given, FIELDS, meantName);
  const {
    domains = ['first', 'second'],
    autoencoder: asked = {},
    align = 'codes',
    critic = CRITIC,
  } = given;
  assertDomains(domains);
  assertInRange('align', oneOf(['codes', 'translations']), align);
  if (!isRecord(asked)) {
    throw new ConfigError(`autoencoder must be an object, got ${shown(asked)}`);
  }
  const autoencoder = await resolveOwn(dropUndefined(asked));
  const { kind, prior } = autoencoder.latent;
  if (kind !== 'deterministic' || prior !== undefined) {
    throw new ConfigError(
      'autoencoder.latent must be a number of dimensions: codes of an aligned model have no noise, and ' +
        'match each other in place of a prior',
    );
  }
  if (align === 'translations' && autoencoder.family === 'vae') {
    assertMeanHasGradient('autoencoder.likelihood', autoencoder.likelihood);
  }
  return {
    family: 'aligned',
    domains: [...domains],
    autoencoder,
    align,
    critic: await resolveCritic('critic', critic, [judgedColumns({ align, autoencoder })]),
  };
}

/** Columns of what the critic judges: a code, or what it sees of a row, and the row's domain. */
export function judgedColumns({
  align,
  autoencoder,
}: Pick<AlignedArchitecture, 'align' | 'autoencoder'>): number {
  if (align === 'codes') return autoencoder.latent.size;
  return seenColumns(autoencoder) + DOMAINS;
}

/** Values of a row, or of the states that write it. */
const seenColumns = (autoencoder: AlignedArchitecture['autoencoder']): number =>
  autoencoder.family === 'sequence'
    ? autoencoder.length * autoencoder.hidden
    : flatSize(autoencoder.input);

/** @throws ConfigError for anything but two names */
function assertDomains(domains: unknown): asserts domains is readonly [string, string] {
  const named =
    Array.isArray(domains) &&
    domains.length === DOMAINS &&
    domains.every((name) => typeof name === 'string' && name !== '') &&
    domains[0] !== domains[1];
  if (named) return;
  throw new ConfigError(
    `domains must be two names such as ["plain", "cipher"], got ${shown(domains)}`,
  );
}

async function resolveOwn(
  choice: RowsAutoencoderChoice | SequenceArchitectureChoice,
): Promise<AlignedArchitecture['autoencoder']> {
  const { latent = LATENT } = choice;
  const own = isRecord(latent) ? latent : { size: latent };
  const code = { kind: 'deterministic', ...own } as typeof own;
  if (choice.family === 'sequence') return resolveSequence({ ...choice, latent: code });
  const { family = 'vae' } = choice;
  if (family !== 'vae') {
    throw new ConfigError(`autoencoder.family must be "vae" or "sequence", got ${shown(family)}`);
  }
  knownFields('autoencoder', choice, ROWS_FIELDS, meantName);
  const resolved = await resolveVaeArchitecture(toldDomain({ ...choice, latent: code }));
  return Object.fromEntries(
    Object.entries(resolved).filter(([name]) => (ROWS_FIELDS as readonly string[]).includes(name)),
  ) as unknown as RowsAutoencoder;
}

/** The autoencoder of rows as a `vae` whose condition is the domain. */
export const vaeOf = (autoencoder: RowsAutoencoder): VaeArchitecture =>
  completeArchitecture(toldDomain(autoencoder));

const toldDomain = (autoencoder: object): VaeArchitectureChoice => ({
  ...autoencoder,
  condition: DOMAINS,
});
