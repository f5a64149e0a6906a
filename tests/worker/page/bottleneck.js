// @ts-check

/**
 * A layer of the app's own: down to fewer units, and back to the size of the input.
 * @param {typeof import('../../../src/extend.ts')} operations
 * @returns {import('../../../src/extend.ts').LayerKind<{ readonly kind: 'bottleneck', readonly units: number }>}
 */
export const bottleneck = ({ declareDense, dense, loadAllKernels }) => ({
  kind: 'bottleneck',
  resolve: ({ units = 2 }) => ({ kind: 'bottleneck', units }),
  load: loadAllKernels,
  output: (_, input) => input,
  build({ units }, input, { store, name }) {
    const inputs = input.reduce((all, size) => all * size, 1);
    const down = declareDense(store, { name: `${name}.down`, inputs, units, activation: 'tanh' });
    const up = declareDense(store, {
      name: `${name}.up`,
      inputs: units,
      units: inputs,
      activation: 'identity',
    });
    return { apply: (graph, { x }) => ({ y: dense(graph, dense(graph, x, down), up) }) };
  },
});
