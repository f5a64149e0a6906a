import { assertInRange, isRecord, knownFields, wholeNumber } from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import type { LayerSpec, Shape } from '../../layers/layer.ts';
import { type LayerChoice, loadLayerKinds } from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import { meantName } from '../../synonyms.ts';
import { inputShape } from '../input.ts';
import type { Architecture } from '../model.ts';

/** A classifier that sees its input only through a noisy latent code. */
export interface VibArchitecture extends Architecture {
  readonly family: 'vib';
  /** Shape of one row of data. */
  readonly input: Shape;
  /** Layers between the input and the code. May be empty. */
  readonly encoder: readonly LayerSpec[];
  /** The Gaussian code: its dimensions, and the initial log variance. */
  readonly latent: { readonly size: number; readonly logvar: number };
  /** Layers between the code and the logits. May be empty. */
  readonly decoder: readonly LayerSpec[];
  /** Number of classes, at least 2. */
  readonly classes: number;
}

/** An architecture with optional fields; omitted fields take the published values for MNIST. */
export interface VibArchitectureChoice {
  /** Names the family. */
  readonly family: 'vib';
  /** Shape of one row of data; 784 by default. */
  readonly input?: number | Shape;
  /** Layers before the code; by default two dense layers of 1024 with ReLU. */
  readonly encoder?: readonly LayerChoice[];
  /** The code, or its dimensions: by default 256 and an initial log variance of -10. */
  readonly latent?: number | Partial<VibArchitecture['latent']>;
  /** Layers between the code and the logits; by default none. */
  readonly decoder?: readonly LayerChoice[];
  /** Number of classes, at least 2; 10 by default. */
  readonly classes?: number;
}

/**
 * Initial bias of the log variance: a standard deviation of 0.0067, like the initial softplus(-5)
 * of the authors. The code begins nearly noiseless.
 */
const INITIAL_LOGVAR = -10;

/** 784-1024-1024-2·256, then the logits of 10 classes. */
const DEFAULTS = {
  input: 784,
  encoder: [
    { kind: 'dense', units: 1024 },
    { kind: 'dense', units: 1024 },
  ],
  latent: 256,
  decoder: [],
  classes: 10,
} as const;

/**
 * Completes an architecture and loads the kinds of its layers.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveVibArchitecture(
  choice: VibArchitectureChoice,
): Promise<VibArchitecture> {
  const given: VibArchitectureChoice = dropUndefined(choice);
  knownFields('a vib', given, ['family', ...Object.keys(DEFAULTS)], meantName);
  const { input, encoder, latent, decoder, classes } = { ...DEFAULTS, ...given };
  const shape = inputShape(input);
  if (isRecord(latent)) knownFields('latent', latent, ['size', 'logvar']);
  const { size = DEFAULTS.latent, logvar = INITIAL_LOGVAR } = isRecord(latent)
    ? latent
    : { size: latent };
  assertInRange('latent', wholeNumber(1), size);
  assertInRange(
    'latent.logvar',
    { holds: (value) => Number.isFinite(value), wanted: 'a finite number' },
    logvar,
  );
  assertInRange('classes', wholeNumber(2), classes);
  await Promise.all([loadLayerKinds('encoder', encoder), loadLayerKinds('decoder', decoder)]);
  return {
    family: 'vib',
    input: shape,
    encoder: resolveStack(encoder, shape, 'encoder'),
    latent: { size, logvar },
    decoder: resolveStack(decoder, [size], 'decoder'),
    classes,
  };
}
