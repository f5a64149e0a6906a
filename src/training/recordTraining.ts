import type { BatchSource } from '../data/batchSource.ts';
import { ConfigError } from '../errors.ts';
import type { Amount, Model, Program, Term, Update } from '../families/model.ts';
import { inputsByName } from '../families/program.ts';
import { reportTerms } from '../families/reportTerms.ts';
import { type Derivative, differentiate } from '../graph/differentiate.ts';
import { Graph, type Operation } from '../graph/graph.ts';
import { type Dispatch, tensorsOf } from '../graph/plan.ts';
import { HEALTH } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { lossesKernels } from '../kernels/catalogue/losses.generated.ts';
import { trainingKernels } from '../kernels/catalogue/training.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { drawnNoise, givenNoise } from '../ops/noise.ts';
import { optimizerUpdate } from '../optimizers/optimizerUpdate.ts';
import { streams } from '../random/streams.ts';
import { groupOptimizer, type TrainingOptions } from './options.ts';

/** One update of a training step, as the host must know it at every step. */
interface TrainedGroup {
  readonly group: string;
  /** Place of its optimizer's scalars in the step record. */
  readonly number: number;
  readonly every: number;
}

/** A whole training step: loss terms, gradients, optimizers. */
export interface TrainingProgram extends Program {
  /** What is minimised, by place of its weight in the step record. */
  readonly weights: readonly Amount[];
  /** By place in the step record. */
  readonly targets: readonly Amount[];
  readonly updates: readonly TrainedGroup[];
}

/**
 * Records a training step of a run. Updates that share the step's forward pass run all their
 * backward passes before any of their optimizers; an update with a forward pass of its own is
 * recorded after the update before it.
 *
 * @param noiseGiven takes standard normals as inputs in place of those that kernels draw
 * @throws ConfigError for an update that would read parameters changed since its forward pass, a
 *   group that is updated twice, a term that does not exist, or one that two forward passes make
 */
export function recordTraining(
  model: Model,
  source: BatchSource,
  options: TrainingOptions,
  noiseGiven = false,
): TrainingProgram {
  addParts([lossesKernels, trainingKernels]);
  const graph = new Graph(model.store, { ring: source.ring });
  const noise = noiseGiven ? givenNoise() : drawnNoise(streams.training);
  const objective = model.objective(graph, {
    source,
    mode: 'train',
    noise,
    options: { ...options },
  });
  const recording = new Recording(model, graph, options);
  recording.forward(new Map(Object.entries(objective.terms)), 1);
  for (const updates of runsOf(objective.updates)) {
    const [first] = updates;
    if (first?.forward)
      recording.forward(new Map(Object.entries(first.forward())), first.every ?? 1);
    const optimizers = updates.map((update) => recording.backward(update));
    for (const optimize of optimizers) optimize();
  }
  const { terms, burst } = reportTerms(recording.terms, HEALTH);
  return {
    plan: { name: 'training', step: recording.step, burst, outputs: [] },
    inputs: inputsByName(graph),
    outputs: {},
    terms,
    weights: recording.weights,
    targets: objective.targets ?? [],
    updates: recording.updates,
  };
}

/** Neighbouring updates that share a forward pass; one with its own is by itself. */
function runsOf(updates: readonly Update[]): Update[][] {
  const runs: Update[][] = [];
  for (const update of updates) {
    const last = runs.at(-1);
    const joins = last && !update.forward && !last[0]?.forward;
    if (joins) last.push(update);
    else runs.push([update]);
  }
  return runs;
}

/** A training step while it is recorded. */
class Recording {
  readonly terms = new Map<string, Term & { readonly every: number }>();
  readonly step: Dispatch[] = [];
  readonly weights: Amount[] = [];
  readonly updates: TrainedGroup[] = [];
  readonly #model: Model;
  readonly #graph: Graph;
  readonly #options: TrainingOptions;
  /** Operations whose forward dispatches are in the step. */
  #recorded = 0;
  /** Groups that changed since an operation was recorded, by the operation. */
  readonly #changed = new Map<Operation, Set<string>>();

  constructor(model: Model, graph: Graph, options: TrainingOptions) {
    this.#model = model;
    this.#graph = graph;
    this.#options = options;
  }

  /** Takes up the operations that a forward pass recorded, and its terms. */
  forward(terms: ReadonlyMap<string, Term>, every: number): void {
    for (const operation of this.#graph.operations.slice(this.#recorded)) {
      this.step.push(...onlyEvery(every, operation.forward));
      this.#changed.set(operation, new Set());
    }
    this.#recorded = this.#graph.operations.length;
    for (const [name, term] of terms) {
      if (this.terms.has(name)) {
        throw new ConfigError(`two forward passes of a step make the term "${name}": rename one`);
      }
      this.terms.set(name, { ...term, every });
    }
  }

  /** Records the backward pass of an update; what it returns records its optimizer. */
  backward({ group: name, minimises, every = 1 }: Update): () => void {
    const group = this.#model.store.group(name);
    if (this.updates.some((update) => update.group === name)) {
      throw new ConfigError(
        `the group "${name}" is updated twice in a step: its optimizer counts one update a step`,
      );
    }
    const terms = Object.keys(minimises).map((term) => this.#term(name, term));
    const derivative = differentiate(this.#graph, terms, group.parameters, {
      prefix: this.updates.length === 0 ? 'd' : `d.${name}`,
      firstWeight: this.weights.length,
    });
    this.#assertUnchanged(name, derivative);
    this.step.push(...onlyEvery(every, derivative.dispatches));
    this.weights.push(...Object.values(minimises));
    this.updates.push({ group: name, number: group.number, every });
    return () => {
      const update = optimizerUpdate(group, groupOptimizer(this.#options, name));
      this.step.push(...onlyEvery(every, update));
      for (const changed of this.#changed.values()) changed.add(name);
    };
  }

  #term(group: string, name: string): Tensor {
    const term = this.terms.get(name);
    if (term) return term.tensor;
    throw new ConfigError(
      `the update of "${group}" minimises "${name}", which is no term of the step so far; there ` +
        `are: ${[...this.terms.keys()].join(', ')}`,
    );
  }

  /** A backward pass may read parameters only as they were when its forward pass ran. */
  #assertUnchanged(update: string, { dispatches, operations }: Derivative): void {
    const read = new Set(
      dispatches.flatMap((dispatch) => tensorsOf(dispatch).map(([, { name }]) => name)),
    );
    for (const operation of operations) {
      const changed = this.#changed.get(operation);
      for (const { name, role, group = '' } of operation.inputs) {
        if (role !== 'parameter' || !changed?.has(group) || !read.has(name)) continue;
        throw new ConfigError(
          `the update of "${update}" would read "${name}" after the update of "${group}" changed ` +
            'it: give it a forward pass of its own, or put it before that update',
        );
      }
    }
  }
}

function onlyEvery(every: number, dispatches: readonly Dispatch[]): readonly Dispatch[] {
  return every === 1 ? dispatches : dispatches.map((dispatch) => ({ ...dispatch, every }));
}
