import { expectedDtypes, type Field } from '../../data/field.ts';
import type { Posterior } from '../../distributions/posteriors/posterior.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import { drawnNoise } from '../../ops/noise.ts';
import { streams } from '../../random/streams.ts';
import type { ProgramRequest } from '../model.ts';
import { sizeOf } from '../posteriorHead.ts';

/** The parts of a model that say how its prior stands to its posterior. */
interface Parts {
  readonly store: Store;
  readonly prior: Prior;
  /** The parameters that the prior learns. */
  readonly ofPrior: readonly Tensor[];
  readonly latent: { readonly size: number };
  readonly fields: readonly Field[];
  /** Records the posterior of each row, in evaluation. */
  posterior(graph: Graph, request: Omit<ProgramRequest, 'samples'>): Posterior;
}

/**
 * The row of a model's prior among its layers, with the way to its KL; none for N(0, I), whose posteriors tell
 * of themselves.
 */
export function priorRows(model: Parts): readonly LayerDescription[] {
  const { prior, ofPrior, latent } = model;
  const { kind } = prior;
  if (kind === 'standardNormal') return [];
  const way = hasClosedForm(model) ? 'in closed form' : 'by sampling';
  const described = `${kind} prior (KL ${way})`;
  return [{ name: 'prior', kind: described, output: [latent.size], parameters: sizeOf(ofPrior) }];
}

/** Records a posterior, since it depends on both kinds whether their KL has a closed form. */
function hasClosedForm({ store, prior, fields, posterior }: Parts): boolean {
  const dtypes = expectedDtypes(fields, undefined);
  const source = { rows: 1, ring: 1, dataRows: 1, dtypes };
  const noise = drawnNoise(streams.evaluation);
  return posterior(new Graph(store), { source, noise }).divergence?.(prior) !== undefined;
}
