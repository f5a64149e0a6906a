import type { Field } from '../../src/data/field.ts';
import type { Family } from '../../src/families/family.ts';
import type { Model, Objective, ObjectiveRequest, Programs } from '../../src/families/model.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { DEFAULT_GROUP, Store } from '../../src/graph/store.ts';
import { declareDense } from '../../src/layers/dense.ts';
import { batchInputs } from '../../src/ops/batchInputs.ts';
import { dense } from '../../src/ops/dense.ts';
import { gather } from '../../src/ops/gather.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { movingAverage } from '../../src/ops/movingAverage.ts';

export const COLUMNS = 5;
export const RATE = 0.25;

/** One layer that predicts its own input, and a variable that follows the mean of the rows. */
class RunningMean implements Model {
  readonly architecture = { family: 'running-mean' };
  readonly store = new Store();
  readonly fields: readonly Field[] = [{ name: 'data', dtypes: ['f32'], shape: [COLUMNS] }];
  readonly figures = {};
  readonly watched = { figure: 'loss', better: 'lower' } as const;
  readonly programs: Programs = {};
  readonly #layer = declareDense(this.store, {
    name: 'layer',
    inputs: COLUMNS,
    units: COLUMNS,
    activation: 'identity',
  });
  readonly #mean = this.store.variable('running_mean', {
    shape: [COLUMNS],
    init: { kind: 'constant', value: 1 },
  });

  objective(graph: Graph, { source, mode }: ObjectiveRequest): Objective {
    const { field } = batchInputs(graph, this.fields, source);
    const x = gather(graph, field('data'), { name: 'x', rows: source.rows });
    const tensor = likelihood(graph, x, {
      name: 'loss',
      outputs: [
        { tensor: dense(graph, x, this.#layer), slot: { choice: 'bernoulli', bindings: {} } },
      ],
    });
    if (mode === 'train') {
      movingAverage(graph, x, this.#mean, { name: 'running_mean.move', rate: RATE });
    }
    return {
      terms: { loss: { tensor } },
      updates: [{ group: DEFAULT_GROUP, minimises: { loss: 1 } }],
    };
  }

  describe() {
    return [];
  }
}

export const runningMean: Family = {
  name: 'running-mean',
  defaults: {},
  checkOptions() {},
  resolve: async () => ({ family: 'running-mean' }),
  build: async () => new RunningMean(),
};
