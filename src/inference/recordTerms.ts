import type { BatchSource } from '../data/batchSource.ts';
import type { FamilyOptions, Model, Term } from '../families/model.ts';
import { assertNoneCarried } from '../families/program.ts';
import { Graph } from '../graph/graph.ts';
import { lossesKernels } from '../kernels/catalogue/losses.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { drawnNoise } from '../ops/noise.ts';
import { streams } from '../random/streams.ts';

/** Records the terms of all forward passes of a model's step, without its updates. */
export function recordTerms(
  model: Model,
  source: BatchSource,
  options: FamilyOptions,
  noise = drawnNoise(streams.evaluation),
): { readonly graph: Graph; readonly terms: ReadonlyMap<string, Term> } {
  addParts([lossesKernels]);
  const graph = new Graph(model.store, { ring: source.ring });
  const { terms, updates } = model.objective(graph, { source, mode: 'evaluate', noise, options });
  const all = new Map<string, Term>(Object.entries(terms));
  for (const { forward } of updates) {
    for (const [name, term] of Object.entries(forward?.() ?? {})) all.set(name, term);
  }
  assertNoneCarried(graph);
  return { graph, terms: all };
}
