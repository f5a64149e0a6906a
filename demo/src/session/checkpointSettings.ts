import type { RemoteVAE } from 'webgpu-vae/worker';
import { PLANAR } from './modelOptions.ts';
import { modelWidths } from './modelWidths.ts';
import { SETTING_FIELDS } from './settingFields.ts';
import { LIKELIHOODS, MODEL_NAMES, type Settings } from './settings.ts';
import { hasTwoLevels } from './twoLevels.ts';

/** The settings of a loaded model. */
export interface CheckpointSettings {
  readonly settings: Settings;
  /** Settings that the controls cannot express and therefore show differently. */
  readonly unsaid?: { readonly title: string; readonly text: string };
}

/** The settings of a loaded model, as far as the controls can express them. */
export function checkpointSettings(
  loaded: Pick<RemoteVAE, 'architecture' | 'describe' | 'options'>,
  current: Settings,
): CheckpointSettings {
  const { architecture, options } = loaded;
  const { batchSize, learningRate, beta, seed } = options;
  const convolutional = isConvolutional(architecture);
  const code = codeOf(architecture);
  const model = convolutional
    ? 'conv'
    : code === 'planar'
      ? 'flow'
      : MODEL_NAMES.find((name) => name === architecture.family);
  const kind = likelihoodOf(architecture);
  const likelihood = LIKELIHOODS.find((each) => each === kind);
  const widths = modelWidths(loaded).slice(1);
  const latent = widths.at(-1) ?? current.latent;
  const { parse, format } = SETTING_FIELDS.hidden;
  const dense = parse(format(widths.slice(0, -1)));
  const sayable =
    isPlain(architecture) || (dense && hasTwoLevels(architecture, { latent, hidden: dense }));
  const hidden = sayable ? dense : undefined;
  const annealing = annealingOf(beta);
  const unsaid = [
    ...(model ? [] : [`the model (${architecture.family})`]),
    ...(hidden || convolutional ? [] : ['the layers']),
    ...(code === 'other' || (convolutional && code === 'planar') ? ['the latent code'] : []),
    ...(likelihood || kind === undefined ? [] : [`the likelihood (${kind})`]),
    ...(typeof learningRate === 'number' ? [] : ['the schedule of the learning rate']),
    ...(annealing ? [] : ['the schedule of β']),
  ];
  const settings = {
    ...current,
    latent,
    batchSize,
    seed,
    ...(model && { model }),
    ...(hidden && { hidden }),
    ...(likelihood && { likelihood }),
    ...(typeof learningRate === 'number' && { learningRate }),
    ...annealing,
  };
  if (unsaid.length === 0) return { settings };
  const title = 'The controls cannot say all of this model.';
  return {
    settings,
    unsaid: { title, text: `It keeps what it was made with: ${unsaid.join(', ')}.` },
  };
}

function likelihoodOf(architecture: object): string | undefined {
  if (!('likelihood' in architecture)) return undefined;
  const { likelihood } = architecture;
  if (typeof likelihood !== 'object' || likelihood === null) return undefined;
  return 'kind' in likelihood ? String(likelihood.kind) : undefined;
}

/** The latent code of an architecture: a Gaussian one, one with the planar flows of the settings, or another. */
function codeOf(architecture: object): 'gaussian' | 'planar' | 'other' {
  const latent = 'latent' in architecture ? architecture.latent : undefined;
  if (typeof latent !== 'object' || latent === null) return 'gaussian';
  const { kind = 'gaussian', prior, flows } = latent as Readonly<Record<string, unknown>>;
  if (prior !== undefined) return 'other';
  if (kind === 'gaussian') return 'gaussian';
  return JSON.stringify(flows) === JSON.stringify([PLANAR]) ? 'planar' : 'other';
}

/** The layers of the encoder of the library's preset. */
const CONVOLUTIONAL = [
  ['conv2d', 32],
  ['conv2d', 64],
  ['dense', 256],
];

/** True for the convolutional model that the settings can make. */
function isConvolutional(architecture: object): boolean {
  const encoder = 'encoder' in architecture ? architecture.encoder : undefined;
  if (!Array.isArray(encoder)) return false;
  const layers = encoder.map(({ kind, channels, units }) => [kind, channels ?? units]);
  return JSON.stringify(layers) === JSON.stringify(CONVOLUTIONAL);
}

/** True for an encoder of dense layers with ReLU, the other one that the settings can make. */
function isPlain(architecture: object): boolean {
  const encoder = 'encoder' in architecture ? architecture.encoder : undefined;
  return (
    Array.isArray(encoder) &&
    encoder.every(({ kind, activation }) => kind === 'dense' && activation === 'relu')
  );
}

function annealingOf(beta: RemoteVAE['options']['beta']) {
  if (typeof beta === 'number') return { beta, annealing: 'none' } as const;
  if (beta === undefined || typeof beta === 'function' || 'length' in beta) return undefined;
  if (beta.kind === 'linear') return { beta: beta.to, annealing: 'linear' } as const;
  return beta.kind === 'cyclical'
    ? ({ beta: beta.to ?? 1, annealing: 'cyclical' } as const)
    : undefined;
}
