import { differentiate } from '../../src/graph/differentiate.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import type { Plan } from '../../src/graph/plan.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { TestRandom } from './random.ts';

export interface GradientCheck {
  readonly graph: Graph;
  /** Loss terms, in the order of the step's loss weights. */
  readonly terms: readonly Tensor[];
  /** Tensors to differentiate with respect to: parameters or inputs. */
  readonly sources: readonly Tensor[];
  /** Distinguishes the gradients of several checks on one graph. */
  readonly prefix?: string;
  readonly inputs?: Readonly<Record<string, ArrayLike<number>>>;
  readonly step: StepScalars;
  /**
   * Scalars of the loss for the differences; by default those of `step`. Tests pass wrong ones on
   * purpose.
   */
  readonly lossStep?: StepScalars;
}

export interface GradientReport {
  /** Elements compared. */
  readonly count: number;
  /** Largest relative difference of all elements. */
  readonly worst: number;
}

/** Fills every parameter with values in ±0.7. */
function fillParameters(store: ReferenceStore, parameters: readonly Tensor[]): void {
  const random = new TestRandom(41);
  for (const { name } of parameters) {
    const { value } = store.parameter(name);
    value.set(random.uniform(value.length, -0.7, 0.7));
  }
}

/**
 * Compares what `differentiate` records with central differences of the forward plan, both in
 * float64. Differences are relative to the larger of the two, or to a hundredth of the largest
 * element of the same gradient.
 */
export function checkGradients(check: GradientCheck): GradientReport {
  const { graph, terms, sources, inputs = {}, step, lossStep = step, prefix } = check;
  const store = new ReferenceStore(graph.store);
  fillParameters(store, graph.store.parameters);
  const { dispatches, gradients } = differentiate(
    graph,
    terms,
    sources,
    prefix === undefined ? {} : { prefix },
  );
  const plan: Plan = { name: 'check', step: [...graph.forward, ...dispatches], burst: [] };
  const analytic = new ReferenceExecutor(store, plan, inputs);
  analytic.run([step]);
  const forward: Plan = { name: 'forward', step: graph.forward, burst: [] };
  const numeric = new ReferenceExecutor(store, forward, inputs);
  const loss = (): number => {
    numeric.run([lossStep]);
    return weightedLoss(numeric, terms, lossStep);
  };
  let count = 0;
  let worst = 0;
  for (const source of sources) {
    const tensor = gradients.get(source.name);
    if (!tensor) throw new Error(`no gradient for "${source.name}"`);
    const found = analytic.values(tensor);
    const differences = centralDifferences(numeric.values(source), loss);
    const floor = 0.01 * Math.max(...differences.map(Math.abs));
    for (const [i, expected] of differences.entries()) {
      const actual = found[i] ?? Number.NaN;
      const scale = Math.max(Math.abs(actual), Math.abs(expected), floor, 1e-300);
      const error = Math.abs(actual - expected) / scale;
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
      count += 1;
    }
  }
  return { count, worst };
}

/** Σ weight of the term · Σ over its rows, of the ring slot that `step` wrote. */
function weightedLoss(
  executor: ReferenceExecutor,
  terms: readonly Tensor[],
  step: StepScalars,
): number {
  return terms.reduce((sum, term, number) => {
    const [ring = 1, ...slot] = term.shape;
    const size = logicalSize(slot);
    const first = (step.ring_slot % ring) * size;
    const values = executor.values(term).subarray(first, first + size);
    return sum + (step.loss_weights[number] ?? 0) * values.reduce((a, b) => a + b, 0);
  }, 0);
}

function centralDifferences(values: Float64Array, loss: () => number): Float64Array {
  const h = 1e-5;
  return Float64Array.from(values, (value, i) => {
    values[i] = value + h;
    const above = loss();
    values[i] = value - h;
    const below = loss();
    values[i] = value;
    return (above - below) / (2 * h);
  });
}
