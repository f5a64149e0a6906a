import type { DenseSpec } from '../../layers/dense.ts';
import { flatSize } from '../../layers/layer.ts';
import type { LayerChoice } from '../../layers/registry.ts';
import { assertWidths } from '../../widths.ts';
import type { Architecture } from '../model.ts';
import type { VaeArchitecture, VaeArchitectureChoice } from './architecture.ts';
import type { VaeConfig, VaeConfigChoice } from './config.ts';
import { isClassic } from './latent.ts';

/** Converts the short form of a fully connected VAE to the long form. */
export function fromConfig({
  hidden: widths = [400],
  activation,
  ...config
}: VaeConfigChoice): VaeArchitectureChoice {
  const { latent, input, ...others } = config;
  const layers = (sizes: readonly number[]): readonly LayerChoice[] =>
    sizes.map((units) => ({
      kind: 'dense',
      units,
      ...(activation !== undefined && { activation }),
    }));
  assertWidths(widths);
  return {
    family: 'vae',
    ...others,
    ...(input !== undefined && { input }),
    ...(latent !== undefined && { latent }),
    encoder: layers(widths),
    decoder: layers([...widths].reverse()),
  };
}

/** The short form of an architecture, or undefined if it has none. */
export function toConfig(architecture: Architecture): VaeConfig | undefined {
  const { input, encoder, latent, decoder, likelihood, condition, ...columns } =
    architecture as VaeArchitecture;
  if (!isClassic(latent) || columns.output) return undefined;
  const layers = encoder.filter((layer): layer is DenseSpec => layer.kind === 'dense');
  const mirrored = JSON.stringify(decoder) === JSON.stringify([...encoder].reverse());
  const { activation = 'relu' } = layers[0] ?? {};
  const alike = layers.every((layer) => layer.activation === activation);
  if (!mirrored || !alike || layers.length < encoder.length || input.length > 1) return undefined;
  return {
    input: flatSize(input),
    hidden: layers.map(({ units }) => units),
    latent: latent.size,
    activation,
    likelihood,
    condition,
    binarize: columns.binarize,
    inputDropout: columns.inputDropout,
    normalizeInput: columns.normalizeInput,
    ...(columns.logInput && { logInput: true }),
    flip: columns.flip,
  };
}
