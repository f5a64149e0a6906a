import { assertInRange, MAX_U32, wholeNumber } from '../checks.ts';
import type { BatchSource } from '../data/batchSource.ts';
import { ConfigError } from '../errors.ts';
import type { Amount, Model, Program, Term, Update } from '../families/model.ts';
import { assertNoneCarried, inputsByName } from '../families/program.ts';
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
import type { Secret } from '../random/secret.ts';
import { streams } from '../random/streams.ts';
import { groupOptimizer, type TrainingOptions } from './options.ts';
import { privateTraining } from './privacy.ts';

/** An update of a training step, with the data that the host needs at every step. */
interface TrainedGroup {
  readonly group: string;
  /** Index of its optimizer's scalars in the step record. */
  readonly number: number;
  readonly every: number;
  /** True if the device decides in which steps it is updated, so that the host cannot count them. */
  readonly gated: boolean;
}

/** A whole training step: loss terms, gradients, optimizers. */
export interface TrainingProgram extends Program {
  /** Weights of the minimised terms, by index in the step record. */
  readonly weights: readonly Amount[];
  /** By index in the step record. */
  readonly targets: readonly Amount[];
  readonly updates: readonly TrainedGroup[];
}

/** Inputs of a training step besides the options of its run. */
export interface StepInputs {
  /** If true, the plan takes standard normals as inputs instead of drawing them. */
  readonly noiseGiven?: boolean;
  /** The source of private training's noise. */
  readonly secret?: Secret | undefined;
}

/**
 * Records a training step of a run. Updates that share the step's forward pass run all their
 * backward passes before any of their optimizers. An update with a forward pass of its own is
 * recorded after the update before it.
 *
 * @throws ConfigError for an update that would read parameters changed since its forward pass, a
 *   group that is updated twice, a period that is no whole number, an operation or update that
 *   would read what its step left out, a tensor carried between steps, a term that does not exist,
 *   a term that two forward passes define, or a kernel that private training has no rule for
 */
export function recordTraining(
  model: Model,
  source: BatchSource,
  options: TrainingOptions,
  { noiseGiven = false, secret }: StepInputs = {},
): TrainingProgram {
  addParts([lossesKernels, trainingKernels]);
  if (source.steps !== undefined && !model.fields.some(({ padded }) => padded)) {
    throw new ConfigError(
      `a model of the family "${model.architecture.family}" has no sequences of tokens to shorten: ` +
        'leave out sampler.lengths',
    );
  }
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
    if (first?.forward) {
      recording.forward(new Map(Object.entries(first.forward())), periodOf(first));
    }
    const optimizers = updates.map((update) => recording.backward(update));
    for (const optimize of optimizers) optimize();
  }
  assertNoneCarried(graph);
  const { step } = recording;
  const { terms, burst } = reportTerms(recording.terms, HEALTH);
  return {
    plan: {
      name: 'training',
      step: options.privacy
        ? privateTraining.get().privateStep(step, { graph, options, secret })
        : step,
      burst,
      outputs: [],
    },
    inputs: inputsByName(graph),
    outputs: {},
    terms,
    weights: recording.weights,
    targets: objective.targets ?? [],
    updates: recording.updates,
  };
}

/**
 * Groups neighbouring updates that share a forward pass. An update with its own forward pass forms
 * a group by itself.
 */
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
  /** Number of operations whose forward dispatches are already in the step. */
  #recorded = 0;
  /** For each operation, the groups that changed after it was recorded. */
  readonly #changed = new Map<Operation, Set<string>>();
  /** The period of the forward pass that makes a tensor, by its name. */
  readonly #periods = new Map<string, number>();

  constructor(model: Model, graph: Graph, options: TrainingOptions) {
    this.#model = model;
    this.#graph = graph;
    this.#options = options;
  }

  /** Adds the operations and terms of a forward pass. */
  forward(terms: ReadonlyMap<string, Term>, every: number): void {
    for (const operation of this.#graph.operations.slice(this.#recorded)) {
      this.#assertFresh(`"${operation.label}"`, operation.inputs, every);
      for (const { name } of operation.outputs) this.#periods.set(name, every);
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

  /** Records the backward pass of an update. Returns a function that records its optimizer. */
  backward(update: Update): () => void {
    const { group: name, gate } = update;
    const every = periodOf(update);
    const group = this.#model.store.group(name);
    if (this.updates.some((other) => other.group === name)) {
      throw new ConfigError(
        `the group "${name}" is updated twice in a step: its optimizer counts one update a step`,
      );
    }
    const prefix = this.updates.length === 0 ? 'd' : `d.${name}`;
    for (const [i, { parameters, minimises }] of lossesOf(update, group.parameters).entries()) {
      const terms = Object.keys(minimises).map((term) => this.#term(name, term));
      this.#assertFresh(`the update of "${name}"`, terms, every);
      const derivative = differentiate(this.#graph, terms, parameters, {
        prefix: i === 0 ? prefix : `${prefix}.apart`,
        firstWeight: this.weights.length,
      });
      this.#assertUnchanged(name, derivative);
      this.step.push(...onlyEvery(every, derivative.dispatches));
      this.weights.push(...Object.values(minimises));
    }
    this.updates.push({ group: name, number: group.number, every, gated: gate !== undefined });
    return () => {
      const options = groupOptimizer(this.#options, name);
      const optimizer = gate ? gate(group, options, every) : optimizerUpdate(group, options);
      this.step.push(...onlyEvery(every, optimizer));
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

  /** No dispatch may read a tensor that its step left out: its values are those of an earlier step. */
  #assertFresh(reader: string, tensors: readonly Tensor[], every: number): void {
    for (const { name } of tensors) {
      const made = this.#periods.get(name) ?? 1;
      if (every % made === 0) continue;
      throw new ConfigError(
        `${reader} runs every ${steps(every)} and reads "${name}", which is computed every ` +
          `${steps(made)}: give it a forward pass of its own, or a period that is a multiple`,
      );
    }
  }

  /** A backward pass must see the parameter values that its forward pass saw. */
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

/** The sums that parameters of an update minimise, each with its parameters. */
function lossesOf(
  { minimises, apart }: Update,
  all: readonly Tensor[],
): readonly NonNullable<Update['apart']>[] {
  if (!apart) return [{ parameters: all, minimises }];
  const names = new Set(apart.parameters.map(({ name }) => name));
  return [{ parameters: all.filter(({ name }) => !names.has(name)), minimises }, apart];
}

/** @throws ConfigError unless the period of an update is a whole number of steps */
function periodOf({ group, every = 1 }: Update): number {
  assertInRange(`the update of "${group}": every`, wholeNumber(1, MAX_U32, 'steps'), every);
  return every;
}

const steps = (every: number): string => (every === 1 ? 'step' : `${every} steps`);

function onlyEvery(every: number, dispatches: readonly Dispatch[]): readonly Dispatch[] {
  return every === 1 ? dispatches : dispatches.map((dispatch) => ({ ...dispatch, every }));
}
