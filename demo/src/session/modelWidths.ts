import type { RemoteVAE } from 'webgpu-vae/worker';

type Described = Pick<RemoteVAE, 'architecture' | 'describe'>;

/**
 * Values of an image, then of every layer up to the first latent code, such as `[784, 400, 20]`; of a model
 * without a code, of all its layers.
 */
export function modelWidths(model: Described): readonly number[] {
  const { architecture } = model;
  const input = 'input' in architecture ? architecture.input : [];
  const layers = model.describe();
  const code = layers.findIndex(isCode);
  const shown = layers.slice(0, code < 0 ? layers.length : code + 1);
  return [size([input].flat()), ...shown.map(({ output }) => size(output))];
}

/** Dimensions of each level of a model's latent code, that next to the data first. */
export function levelSizes(model: Described): readonly number[] {
  return model
    .describe()
    .filter(isCode)
    .map(({ output }) => size(output));
}

/** Dimensions of a model's latent code, of all levels together; 0 for a model without one. */
export function latentSize(model: Described): number {
  return levelSizes(model).reduce((sum, own) => sum + own, 0);
}

/** True for the layer that computes the latent code, by the name of its kind, which a note may follow. */
function isCode({ kind }: { readonly kind: string }): boolean {
  return / posterior( \(|$)/.test(kind);
}

function size(shape: readonly unknown[]): number {
  return shape.reduce<number>((product, each) => product * Number(each), 1);
}
