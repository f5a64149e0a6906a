/** A recurrent layer alone as a model of this library, whose built-in families have none. */
import {
  batchInputs,
  buildStack,
  gather,
  loadLayers,
  resolveStack,
  Store,
} from '../../../src/extend.ts';
import { DEFAULT_GROUP } from '../../../src/graph/store.ts';
import { kl } from '../../../src/ops/kl.ts';

const layersOf = ({ units }) => [{ kind: 'gru', units }];
const shapeOf = ({ length, width }) => [length, width];

function model(architecture) {
  const store = new Store();
  const shape = shapeOf(architecture);
  const layers = resolveStack(layersOf(architecture), shape, 'gru');
  const stack = buildStack(layers, shape, { store, name: 'gru' });
  const fields = [{ name: 'data', dtypes: ['f32'], shape }];
  return {
    architecture,
    store,
    fields,
    figures: {},
    watched: { figure: 'kl', better: 'lower' },
    programs: {},
    objective(graph, { source, mode, noise }) {
      const { field } = batchInputs(graph, fields, source);
      const x = gather(graph, field('data'), { name: 'x', rows: source.rows });
      const { y } = stack.apply(graph, { x }, { mode, noise });
      return {
        terms: { kl: { tensor: kl(graph, y, { name: 'kl' }) } },
        updates: [{ group: DEFAULT_GROUP, minimises: { kl: 1 } }],
      };
    },
    describe: () => stack.layers,
  };
}

/** @type {import('../../../src/extend.ts').Family} */
export const gruFamily = {
  name: 'gru',
  defaults: {},
  checkOptions() {},
  resolve: async (architecture) => architecture,
  async build(architecture) {
    await loadLayers('gru', layersOf(architecture));
    return model(architecture);
  },
};
