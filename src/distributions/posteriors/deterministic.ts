import { ConfigError } from '../../errors.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { concat } from '../../ops/concat.ts';
import { dense } from '../../ops/dense.ts';
import type { PosteriorDefinition } from './posterior.ts';

/** A code without noise. */
interface DeterministicOptions {
  readonly kind: 'deterministic';
}

/** Log variance of a code without noise: that of the smallest normal number of f32. */
const LOGVAR = -87;

/** A function of the row in place of a distribution: all of q(z | x) lies at one point. */
export const deterministicDefinition: PosteriorDefinition<DeterministicOptions> = {
  parts: [conditionKernels],
  resolve: () => ({ kind: 'deterministic' }),
  build({ layer, size }) {
    const code = layer({ name: 'fc2', units: size });
    return {
      name: code.name,
      moments: true,
      posterior(graph, h) {
        const z = dense(graph, h, code);
        const certain = graph.filled(graph.site('certain'), z.shape, LOGVAR);
        return {
          moments: concat(graph, z, certain, { name: graph.site('moments') }),
          sample: () => ({ z, samples: 1, nll: withoutDensity }),
          divergence: withoutDensity,
        };
      },
    };
  },
  onnx: () => import('./onnx/deterministic.ts'),
};

function withoutDensity(): never {
  throw new ConfigError(
    'a deterministic code has no density, so it has no KL: train it as an "aae" or a "wae", or take ' +
      'another posterior, such as "gaussian"',
  );
}
