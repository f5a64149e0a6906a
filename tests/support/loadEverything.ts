import { loadSampler, SAMPLERS } from '../../src/data/samplers/sampler.ts';
import { loadLikelihoods } from '../../src/distributions/likelihoods/likelihoods.ts';
import { images } from '../../src/families/vae/config.ts';
import { importanceBound, otherRows, others } from '../../src/families/vae/others.ts';
import { largeProducts } from '../../src/kernels/quads.ts';
import { loadAllKernels } from '../../src/layers/loadAllKernels.ts';
import { clipping } from '../../src/optimizers/clipping.ts';
import { loadOptimizer, OPTIMIZER_NAMES } from '../../src/optimizers/registry.ts';
import { otherDraws } from '../../src/runtime/initialize.ts';
import { loadSchedules, SCHEDULES } from '../../src/schedules/schedule.ts';

/**
 * Loads all parts that the library loads on demand, since tests of its inner parts do not load
 * them.
 */
export async function loadEverything(): Promise<void> {
  await Promise.all([loadAllKernels(), images.load(), others.load()]);
  await Promise.all(
    [importanceBound, otherRows, clipping, otherDraws, largeProducts].map((part) => part.load()),
  );
  await loadLikelihoods();
  const { BOUNDS, REGULARIZERS, loadOthers } = others.get();
  for (const bound of BOUNDS) await loadOthers({ bound });
  for (const regularizer of REGULARIZERS) await loadOthers({ regularizer });
  for (const optimizer of OPTIMIZER_NAMES) await loadOptimizer({ optimizer });
  for (const kind of SAMPLERS) await loadSampler({ kind });
  await loadSchedules(SCHEDULES.map((kind) => ({ kind })));
}
