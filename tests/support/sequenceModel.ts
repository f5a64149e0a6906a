import type { Field } from '../../src/data/field.ts';
import { buildStack, loadLayers, resolveStack } from '../../src/extend.ts';
import type { Model, Objective, ObjectiveRequest, Programs } from '../../src/families/model.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { DEFAULT_GROUP, Store } from '../../src/graph/store.ts';
import { declareDense } from '../../src/layers/dense.ts';
import { flatSize, type LayerSpec, type Shape } from '../../src/layers/layer.ts';
import { loadLayerKinds } from '../../src/layers/registry.ts';
import type { Stack } from '../../src/layers/stack.ts';
import { batchInputs } from '../../src/ops/batchInputs.ts';
import { type Dense, dense } from '../../src/ops/dense.ts';
import { gather } from '../../src/ops/gather.ts';
import { gatherIndices } from '../../src/ops/gatherIndices.ts';
import { bernoulli } from '../ops/fixtures.ts';

/** A layer over sequences, and what it is trained on. */
export interface SequenceTask {
  readonly spec: LayerSpec;
  /** Steps of a sequence, and values of a step. */
  readonly input: Shape;
  readonly targets: number;
  /** True if the layer reads the field `lengths`. */
  readonly lengths: boolean;
}

/** A layer over sequences and a dense layer on its outputs, which predicts shares. */
class SequenceModel implements Model {
  readonly architecture = { family: 'sequence-task' };
  readonly store = new Store();
  readonly fields: readonly Field[];
  readonly figures = {};
  readonly watched = { figure: 'loss', better: 'lower' } as const;
  readonly programs: Programs = {};
  readonly #task: SequenceTask;
  readonly #layer: Stack;
  readonly #head: Dense;

  constructor(task: SequenceTask, specs: readonly LayerSpec[]) {
    this.#task = task;
    this.fields = [
      { name: 'data', dtypes: ['f32'], shape: task.input },
      { name: 'target', dtypes: ['f32'], shape: [task.targets] },
      { name: 'lengths', dtypes: ['u32'], shape: [] },
    ];
    this.#layer = buildStack(specs, task.input, { store: this.store, name: 'layer' });
    this.#head = declareDense(this.store, {
      name: 'head',
      inputs: flatSize(this.#layer.output),
      units: task.targets,
      activation: 'identity',
    });
  }

  objective(graph: Graph, { source, mode, noise }: ObjectiveRequest): Objective {
    const { rows } = source;
    const { field } = batchInputs(graph, this.fields, source);
    const x = gather(graph, field('data'), { name: 'x', rows });
    const target = gather(graph, field('target'), { name: 'targets', rows });
    const length = this.#task.lengths
      ? gatherIndices(graph, field('lengths'), { name: 'length', rows })
      : undefined;
    const { y } = this.#layer.apply(graph, { x, ...(length && { length }) }, { mode, noise });
    const loss = bernoulli(graph, dense(graph, y, this.#head), target, { name: 'loss' });
    return {
      terms: { loss: { tensor: loss } },
      updates: [{ group: DEFAULT_GROUP, minimises: { loss: 1 } }],
    };
  }

  describe() {
    return [];
  }
}

/** Loads the layer and declares its parameters: `layer.…` and `head.…`. */
export async function sequenceModel(task: SequenceTask): Promise<Model> {
  await loadLayerKinds('layers', [task.spec]);
  const specs = resolveStack([task.spec], task.input, 'layers');
  await loadLayers('layers', specs);
  return new SequenceModel(task, specs);
}
