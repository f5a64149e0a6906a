import { describe, expect, test } from 'vitest';
import {
  activate,
  buildStack,
  type Dense,
  declareDense,
  dense,
  type ForwardPass,
  Graph,
  type LayerKind,
  type LayerSpec,
  loadAllKernels,
  loadLayerKinds,
  loadLayers,
  multiply,
  registerLayer,
  resolveStack,
  Store,
  standardNormal,
  type Tensor,
  weightedSum,
} from '../../src/extend.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { drawnNoise, givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, loadVae, sameBits, tensorsOf } from '../training/models.ts';

await loadAllKernels();

interface ResidualSpec extends LayerSpec {
  readonly kind: 'test-residual';
  readonly layers: readonly LayerSpec[];
}

/** y = x + f(x), where f is a stack of layers of any kind. */
const residual: LayerKind<ResidualSpec> = {
  kind: 'test-residual',
  inner: ({ layers = [] }) => ({ layers }),
  resolve({ layers = [] }, input, where) {
    return { kind: 'test-residual', layers: resolveStack(layers, input, `${where}.layers`) };
  },
  output: (_, input) => input,
  build({ layers }, input, scope) {
    const stack = buildStack(layers, input, { ...scope, name: `${scope.name}.layers` });
    return {
      states: stack.states,
      apply(graph, inputs, pass) {
        const { y, ...others } = stack.apply(graph, inputs, pass);
        return { y: weightedSum(graph, inputs.x, y, { name: graph.site(scope.name) }), ...others };
      },
    };
  },
};

interface NoisySpec extends LayerSpec {
  readonly kind: 'test-noisy';
  readonly sigma: number;
}

/**
 * y = x · (1 + sigma · noise) in training. Source: Srivastava et al., "Dropout: a simple way to
 * prevent neural networks from overfitting", 2014, section 10.
 */
const noisy: LayerKind<NoisySpec> = {
  kind: 'test-noisy',
  resolve: ({ sigma = 0.5 }) => ({ kind: 'test-noisy', sigma }),
  output: (_, input) => input,
  build: ({ sigma }, _, { name }) => ({
    apply(graph, { x }, { mode, noise }) {
      if (mode !== 'train') return { y: x };
      const [rows = 0, columns = 0] = x.shape;
      const site = graph.site(name);
      const drawn = standardNormal(graph, {
        name: `${site}.noise`,
        rows,
        latent: columns,
        noise: noise.next(graph, rows, columns),
      });
      const ones = graph.filled(`${site}.ones`, [rows, columns], 1);
      const weights = [1, sigma] as const;
      const factor = weightedSum(graph, ones, drawn, { name: `${site}.factor`, weights });
      return { y: multiply(graph, x, factor, { name: site }) };
    },
  }),
};

interface CellSpec extends LayerSpec {
  readonly kind: 'test-cell';
  readonly units: number;
}

/** A recurrent layer of one step, h' = tanh(W x + U h), which gives its state as its output. */
const cell: LayerKind<CellSpec> = {
  kind: 'test-cell',
  resolve: ({ units = 2 }) => ({ kind: 'test-cell', units }),
  output: ({ units }) => [units],
  build({ units }, input, { store, name }) {
    const part = (label: string, inputs: number): Dense =>
      declareDense(store, { name: `${name}.${label}`, inputs, units, activation: 'identity' });
    const ofInput = part('x', input[0] ?? 0);
    const ofState = part('h', units);
    return {
      states: 1,
      apply(graph, { x, state: [before] = [] }) {
        const seen = dense(graph, x, ofInput);
        const site = graph.site(name);
        const sum = before
          ? weightedSum(graph, seen, dense(graph, before, ofState), { name: `${site}.sum` })
          : seen;
        const y = activate(graph, sum, { name: site, activation: 'tanh' });
        return { y, state: [y] };
      },
    };
  },
};

registerLayer(residual);
registerLayer(noisy);
registerLayer(cell);

const ROWS = 3;
const random = new TestRandom(23);

/** A stack of layers with parameters in ±0.7, and its input `x` [ROWS, 4]. */
async function stackOf(given: readonly LayerSpec[]) {
  await loadLayerKinds('layers', given);
  const specs = resolveStack(given, [4], 'layers');
  await loadLayers('layers', specs);
  const store = new Store();
  const stack = buildStack(specs, [4], { store, name: 'net' });
  const graph = new Graph(store, { ring: 1 });
  const x = graph.input('x', [ROWS, 4]);
  const values = new ReferenceStore(store);
  for (const { name } of store.parameters) {
    const { value } = values.parameter(name);
    value.set(random.uniform(value.length, -0.7, 0.7));
  }
  const run = (inputs: Readonly<Record<string, ArrayLike<number>>>) => {
    const plan = { name: 'stack', step: graph.forward, burst: [] };
    const executor = new ReferenceExecutor(values, plan, inputs);
    executor.run([step(ROWS)]);
    return (tensor: Tensor | undefined) => [...executor.values(tensor ?? '')];
  };
  return { specs, stack, graph, x, values, run };
}

const PASS: ForwardPass = { mode: 'train', noise: drawnNoise(3) };
const inputsOf = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, random.normal(ROWS * (name === 'x' ? 4 : 2))]));

/** W x + b of each row, by hand. */
function affine(values: ReferenceStore, name: string, x: readonly number[]): number[] {
  const weight = values.parameter(`${name}.weight`).value;
  const bias = values.parameter(`${name}.bias`).value;
  const width = weight.length / bias.length;
  return Array.from({ length: (x.length / width) * bias.length }, (_, i) => {
    const [row, unit] = [Math.floor(i / bias.length), i % bias.length];
    let sum = bias[unit] ?? 0;
    for (let k = 0; k < width; k++) {
      sum += (weight[unit * width + k] ?? 0) * (x[row * width + k] ?? 0);
    }
    return sum;
  });
}

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i] ?? NaN, 12);
}

describe('a layer made of layers', () => {
  test('loads, completes and applies what it is made of', async () => {
    const block = {
      kind: 'test-residual',
      layers: [
        { kind: 'dense', units: 5, activation: 'tanh' },
        { kind: 'test-residual', layers: [{ kind: 'dense', units: 5 }] },
        { kind: 'dense', units: 4, activation: 'identity' },
      ],
    };
    const { specs, stack, graph, x, values, run } = await stackOf([block]);
    expect(specs).toMatchObject([{ layers: [{}, { layers: [{ activation: 'relu' }] }, {}] }]);
    expect(stack.layers).toEqual([
      { name: 'net', kind: 'test-residual', output: [4], parameters: 25 + 30 + 24 },
    ]);
    const { y } = stack.apply(graph, { x }, PASS);
    const inputs = inputsOf('x');
    const given = [...(inputs.x ?? [])];
    const first = affine(values, 'net.layers.0', given).map(Math.tanh);
    const inner = affine(values, 'net.layers.1.layers', first);
    const second = first.map((h, i) => h + Math.max(0, inner[i] ?? 0));
    const last = affine(values, 'net.layers.2', second);
    expectClose(
      run(inputs)(y),
      given.map((value, i) => value + (last[i] ?? 0)),
    );
  });

  test.each([
    [{ kind: 'test-residual', layers: 5 }, 'encoder[0].layers must be a list of layers, got 5'],
    [{ kind: 'test-residual', layers: [null] }, 'encoder[0].layers[0] must be a layer such as'],
    [{ kind: 'test-residual', layers: [{ kind: 'nine' }] }, 'no layer kind "nine"; there are:'],
    [
      { kind: 'test-residual', layers: [{ kind: 'dense', units: 0 }] },
      'encoder[0].layers[0].units must be',
    ],
    [
      { kind: 'test-residual', layers: [{ kind: 'dense', units: 3, width: 2 }] },
      'encoder[0].layers[0]: a dense layer has no option "width"',
    ],
  ])('is refused by the name of its layer: %o', async (layer, message) => {
    const vae = await loadFamily('vae');
    await expect(vae.resolve({ encoder: [layer] })).rejects.toThrow(message);
  });
});

describe('a layer that samples', () => {
  test('draws at a site of its own, in training alone', async () => {
    const layers: NoisySpec[] = [
      { kind: 'test-noisy', sigma: 0.5 },
      { kind: 'test-noisy', sigma: 2 },
    ];
    const { stack, graph, x, run } = await stackOf(layers);
    const noise = givenNoise();
    const { y } = stack.apply(graph, { x }, { mode: 'train', noise });
    const evaluated = stack.apply(graph, { x }, { mode: 'evaluate', noise });
    expect(evaluated.y).toBe(x);
    const inputs = {
      x: random.normal(ROWS * 4),
      noise: random.normal(ROWS * 4),
      'noise.1': random.normal(ROWS * 4),
    };
    const wanted = Array.from(inputs.x, (value, i) => {
      const [first = 0, second = 0] = [inputs.noise[i], inputs['noise.1'][i]];
      return value * (1 + 0.5 * first) * (1 + 2 * second);
    });
    expectClose(run(inputs)(y), wanted);
  });

  test('trains in a VAE, with the gradients of finite differences', async () => {
    const family = await loadFamily('vae');
    const model = await family.build(await family.resolve(ARCHITECTURE));
    const graph = new Graph(model.store, { ring: 1 });
    const { terms } = model.objective(graph, {
      source: sourceOf(ROWS),
      mode: 'train',
      noise: givenNoise(),
      options: family.defaults,
    });
    const inputs = {
      data: random.uniform(ROWS * 4, 0, 1),
      row_index: Float64Array.of(0, 1, 2),
      // In the order of the layers: encoder, code, decoder.
      noise: random.normal(ROWS * 4),
      'noise.1': random.normal(ROWS * 2),
      'noise.2': random.normal(ROWS * 5),
    };
    const tensors = Object.values(terms).map(({ tensor }) => tensor);
    const sources = model.store.parameters;
    expectAgreement(checkGradients({ graph, terms: tensors, sources, inputs, step: step(ROWS) }));
  });
});

const ARCHITECTURE = {
  family: 'vae',
  input: 4,
  encoder: [
    { kind: 'test-residual', layers: [{ kind: 'test-noisy' }, { kind: 'dense', units: 4 }] },
    { kind: 'dense', units: 3, activation: 'tanh' },
  ],
  latent: 2,
  decoder: [{ kind: 'dense', units: 5 }, { kind: 'test-noisy' }],
} as const;

describe('layers with a state', () => {
  const cells = [
    { kind: 'test-cell', units: 2 },
    { kind: 'dense', units: 4, activation: 'identity' },
    { kind: 'test-residual', layers: [{ kind: 'dense', units: 2 }, { kind: 'test-cell' }] },
  ];

  test('take and give it through a stack, in the order of the layers', async () => {
    const layers = [cells[0], { kind: 'test-residual', layers: [{ kind: 'test-cell' }] }];
    const { stack, graph, x, values, run } = await stackOf(layers as LayerSpec[]);
    expect(stack.states).toBe(2);
    const state = ['a', 'b'].map((name) => graph.input(name, [ROWS, 2]));
    const { y, state: last } = stack.apply(graph, { x, state }, PASS);
    const inputs = inputsOf('x', 'a', 'b');
    const by = (name: string, seen: readonly number[], before: ArrayLike<number> = []) => {
      const ofState = affine(values, `${name}.h`, Array.from(before));
      return affine(values, `${name}.x`, seen).map((sum, i) => Math.tanh(sum + (ofState[i] ?? 0)));
    };
    const first = by('net.0', [...(inputs.x ?? [])], inputs.a);
    const second = by('net.1.layers', first, inputs.b);
    const read = run(inputs);
    expectClose(
      read(y),
      first.map((h, i) => h + (second[i] ?? 0)),
    );
    expect(last?.length).toBe(2);
    expectClose(read(last?.[0]), first);
    expectClose(read(last?.[1]), second);
  });

  test('begin with their own where none is given', async () => {
    const { stack, graph, x, values, run } = await stackOf(cells.slice(0, 1));
    const { y, state } = stack.apply(graph, { x }, PASS);
    const inputs = inputsOf('x');
    expectClose(run(inputs)(y), affine(values, 'net.x', [...(inputs.x ?? [])]).map(Math.tanh));
    expect(state).toEqual([y]);
  });

  test('refuse another number of tensors', async () => {
    const { stack, graph, x } = await stackOf(cells.slice(0, 2));
    const state = ['a', 'b'].map((name) => graph.input(name, [ROWS, 2]));
    expect(() => stack.apply(graph, { x, state }, PASS)).toThrow(
      '"net" has a state of 1 tensors, got 2',
    );
  });
});

test('lengths reach every layer until one gives others', async () => {
  const seen: (string | undefined)[] = [];
  const kind = (name: string, shorter: boolean): LayerKind<LayerSpec> => ({
    kind: name,
    resolve: () => ({ kind: name }),
    output: (_, input) => input,
    build: () => ({
      apply(graph, { x, length }) {
        seen.push(length?.name);
        return { y: x, ...(shorter && { length: graph.input('halved', [ROWS], 'u32') }) };
      },
    }),
  });
  registerLayer(kind('test-same', false));
  registerLayer(kind('test-shorter', true));
  const names = ['test-same', 'test-shorter', 'test-same'];
  const { stack, graph, x } = await stackOf(names.map((each) => ({ kind: each })));
  const length = graph.input('length', [ROWS], 'u32');
  const outputs = stack.apply(graph, { x, length }, PASS);
  expect(seen).toEqual(['length', 'length', 'halved']);
  expect(outputs.length?.name).toBe('halved');
});

test('a VAE with such layers trains and goes on from a file to the bit', async () => {
  const data = Float32Array.from({ length: 12 * 4 }, (_, i) => ((i * 5) % 7) / 7);
  const options = { config: undefined, architecture: ARCHITECTURE, batchSize: 4 };
  const whole = await createVae(options);
  const before = tensorsOf(await whole.save()).get('encoder.0.layers.1.weight');
  await whole.fit(data, { steps: 6 });
  expect(tensorsOf(await whole.save()).get('encoder.0.layers.1.weight')).not.toEqual(before);
  const part = await createVae(options);
  await part.fit(data, { steps: 4 });
  const resumed = await loadVae(await part.save());
  await resumed.fit(data, { steps: 2 });
  expect(await sameBits(resumed, whole)).toBe(true);
});
