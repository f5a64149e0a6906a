import type { Store } from '../../graph/store.ts';
import type { Shape } from '../../layers/layer.ts';
import { buildStack, type LayerDescription } from '../../layers/stack.ts';
import type { Dense } from '../../ops/dense.ts';
import { sizeOf } from '../posteriorHead.ts';
import type { Level, LevelsArchitecture } from './architecture.ts';
import type { BuiltLevel } from './inference.ts';
import { declareGaussian } from './parts.ts';

/**
 * Declares the parameters of all levels, and describes their layers: the encoders upwards, then the
 * decoders, both from the level next to the data.
 * @param kind.upward shape of what the encoder of the next level takes
 * @param kind.downward true if the KL of each level has a closed form
 */
export function buildLevels(
  store: Store,
  { input, levels }: LevelsArchitecture,
  { upward, downward }: { upward: (level: Level, encoded: Shape) => Shape; downward: boolean },
): { readonly levels: readonly BuiltLevel[]; readonly description: readonly LayerDescription[] } {
  const description: LayerDescription[] = [];
  const gaussian = (
    of: 'posterior' | 'prior',
    place: number,
    { layers, output: input }: { layers: Level['encoder']; output: Shape },
  ): Dense => {
    const [name, size] = [`${of}${place + 1}`, levels[place]?.size ?? 0];
    const layer = declareGaussian(store, { name, input, size, encoded: layers.length > 0 });
    const parameters = sizeOf([layer.weight, layer.bias]);
    const way = downward ? 'in closed form' : 'by sampling';
    const kind = of === 'prior' ? `gaussian prior (KL ${way})` : 'gaussian posterior';
    description.push({ name, kind, output: [size], parameters });
    return layer;
  };
  let seen = input;
  const up = levels.map((level, place) => {
    const { size, encoder: layers } = level;
    const encoder = buildStack(layers, seen, { store, name: `encoder${place + 1}` });
    description.push(...encoder.layers);
    seen = upward(level, encoder.output);
    const posterior = gaussian('posterior', place, { layers, output: encoder.output });
    return { size, encoder, posterior };
  });
  const built = up.map((level, place): BuiltLevel => {
    const layers = levels[place]?.decoder ?? [];
    const decoder = buildStack(layers, [level.size], { store, name: `decoder${place + 1}` });
    description.push(...decoder.layers);
    if (place === 0) return { ...level, decoder };
    const below = gaussian('prior', place - 1, { layers, output: decoder.output });
    return { ...level, decoder, below };
  });
  return { levels: built, description };
}
