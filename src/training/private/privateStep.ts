import { ConfigError, InternalError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import { type Dispatch, tensorsOf } from '../../graph/plan.ts';
import { dispatch } from '../../kernels/dispatch.ts';
import { addPrivacyKernels } from '../../kernels/privacyDescriptors.ts';
import type { Secret } from '../../random/secret.ts';
import type { PrivacyOptions, PrivateOptions } from '../privacyOptions.ts';
import { convolutionGradients } from './convolutionGradients.ts';
import { denseGradients } from './denseGradients.ts';
import { expectedRows } from './expectedRows.ts';
import type { LayerGradients } from './layerGradients.ts';
import { assertRules } from './rules.ts';

/**
 * The same training step with clipped and noisy gradients (DP-SGD). An example's gradient of a layer is linear in
 * its row of dy, so to clip it is to scale that row; only its norm is computed, and no gradient of an example's
 * weights is ever written. The sums for gradients of weights thus move behind all other gradients:
 *
 *   …, dense_backward_weight, … → …, example_norms, clip_examples, dense_backward_weight, gradient_noise
 *
 * and those of convolutions likewise, with conv_example_norms, bias_parts and example_squares for the norms.
 *
 * Source: Abadi et al., "Deep learning with differential privacy", 2016.
 * @throws ConfigError for what sees several examples at once, or has no rule for the norm of an example
 */
export function privateStep(
  step: readonly Dispatch[],
  { graph, options, secret }: { graph: Graph; options: PrivateOptions; secret: Secret | undefined },
): Dispatch[] {
  if (!secret) throw new InternalError('a private step needs a secret');
  const { privacy, batchSize: rows } = options;
  const { clip } = privacy as PrivacyOptions;
  assertRules(step);
  addPrivacyKernels();
  const layers = layersOf(step, graph);
  assertOneSite(layers, rows);
  const squares = graph.tensor('privacy.squares', [rows], 'gradient');
  const key = graph.constant('privacy.key', secret.words);
  const norms = layers.flatMap((each, i) => each.norms(squares, i > 0));
  const clips = layers.map(({ layer, dy }) =>
    dispatch('clip_examples', `${layer}.clip`, {
      bindings: { squares, dy },
      slots: {},
      constants: { CLIP: clip },
    }),
  );
  const sums = layers.flatMap((each) => each.sums);
  const noise = layers.map(({ layer, dweight, dbias }, PLACE) =>
    dispatch('gradient_noise', `${layer}.noise`, {
      bindings: { key, dweight, dbias },
      slots: {},
      constants: { PLACE, SCALE: scaleOf(options) },
    }),
  );
  const others = step.filter((each) => !sums.includes(each));
  const update = others.findIndex((each) =>
    tensorsOf(each).some(([, { role }]) => role === 'groupGradient'),
  );
  return [
    ...others.slice(0, update),
    ...norms,
    ...clips,
    ...sums,
    ...noise,
    ...others.slice(update),
  ];
}

/** The divisor of a sum of gradients does not depend on how many rows a batch drew. */
function scaleOf(options: PrivateOptions): number {
  return options.reduction === 'mean' ? 1 / expectedRows(options) : 1;
}

function layersOf(step: readonly Dispatch[], graph: Graph): LayerGradients[] {
  return step.flatMap((each) => {
    if (each.kernel === 'dense_backward_weight') return [denseGradients(each)];
    if (each.kernel === 'conv_backward_weight') return [convolutionGradients(each, step, graph)];
    return [];
  });
}

/** @throws ConfigError for a layer that sees several rows of an example */
function assertOneSite(layers: readonly LayerGradients[], rows: number): void {
  const seen = new Set<string>();
  for (const { layer, sums, dy, dweight, dbias } of layers) {
    const names = [dweight, dbias, dy].map(({ name }) => name);
    const adds = sums.some(
      ({ constants }) => constants.ACCUMULATE_WEIGHT || constants.ACCUMULATE_BIAS,
    );
    const again = adds || names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    if (!again && dy.shape[0] === rows) continue;
    throw new ConfigError(
      `private training has no rule for the layer "${layer}": it is applied ` +
        (again ? 'at several sites' : 'to several samples of an example'),
    );
  }
}
