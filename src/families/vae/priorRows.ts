import { expectedDtypes } from '../../data/field.ts';
import { Graph } from '../../graph/graph.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import { drawnNoise } from '../../ops/noise.ts';
import { streams } from '../../random/streams.ts';
import { sizeOf } from '../posteriorHead.ts';
import type { CodedModel } from './codedPrograms.ts';

/**
 * The row of a model's prior among its layers, with the way to its KL; none for N(0, I), whose posteriors tell
 * of themselves.
 */
export function priorRows(model: CodedModel): readonly LayerDescription[] {
  const { prior, ofPrior, latent } = model;
  const { kind } = prior;
  if (kind === 'standardNormal') return [];
  const way = hasClosedForm(model) ? 'in closed form' : 'by sampling';
  const described = `${kind} prior (KL ${way})`;
  return [{ name: 'prior', kind: described, output: [latent.size], parameters: sizeOf(ofPrior) }];
}

/** Records a posterior, since it depends on both kinds whether their KL has a closed form. */
function hasClosedForm({ store, prior, fields, posterior }: CodedModel): boolean {
  const dtypes = expectedDtypes(fields, undefined);
  const source = { rows: 1, ring: 1, dataRows: 1, dtypes };
  const noise = drawnNoise(streams.evaluation);
  return posterior(new Graph(store), { source, noise }).divergence?.(prior) !== undefined;
}
