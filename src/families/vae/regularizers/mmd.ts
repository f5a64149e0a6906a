import { assertInRange, oneOf, POSITIVE } from '../../../checks.ts';
import { mmdKernels } from '../../../kernels/catalogue/mmd.generated.ts';
import { meanDiscrepancy } from '../../../ops/meanDiscrepancy.ts';
import { checkSchedule, type NamedSchedule } from '../../../schedules/schedule.ts';
import type { RegularizerDefinition } from './regularizer.ts';

/**
 * Moves samples of all posteriors together towards the prior, by their squared maximum mean
 * discrepancy. The objective of InfoVAE with α and λ is `beta` 1 - α and `weight` α + λ - 1. Source:
 * Zhao et al., "InfoVAE: balancing learning and inference in variational autoencoders", 2017.
 */
export interface MmdOptions {
  readonly kind: 'mmd';
  /** Weight of the discrepancy of a batch, for each of its rows. 100 by default. */
  readonly weight: number | NamedSchedule;
  /**
   * `rbf`, exp(-d² / scale), or `imq`, scale / (scale + d²), of the distance d of two samples. `rbf` by
   * default.
   */
  readonly kernel: 'rbf' | 'imq';
  /**
   * The scale in the kernel. 0 by default, which stands for twice the number of latent dimensions: the
   * mean squared distance of two samples of N(0, I).
   */
  readonly scale: number;
}

export const mmd: RegularizerDefinition<MmdOptions> = {
  parts: [mmdKernels],
  resolve({ weight = 100, kernel = 'rbf', scale = 0 }) {
    checkSchedule('regularizer.weight', weight);
    assertInRange('regularizer.kernel', oneOf(['rbf', 'imq']), kernel);
    if (scale !== 0) assertInRange('regularizer.scale', POSITIVE, scale);
    return { kind: 'mmd', weight, kernel, scale };
  },
  record({ graph, draw: { z, samples }, prior, noise }, { weight, kernel, scale }) {
    const [rows = 0, latent = 0] = z.shape;
    const drawn = prior.sample(graph, { name: 'mmd.prior', rows: rows / samples, noise });
    const tensor = meanDiscrepancy(graph, z, drawn, {
      name: 'mmd',
      samples,
      inverseQuadratic: kernel === 'imq',
      scale: scale === 0 ? 2 * latent : scale,
    });
    return {
      terms: { mmd: { tensor, samples } },
      minimises: { mmd: { option: 'regularizer.weight', schedule: weight } },
    };
  },
};
