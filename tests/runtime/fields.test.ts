import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/data/field.ts';
import { intensityAt } from '../../src/data/intensityAt.ts';
import { permutation } from '../../src/data/permutation.ts';
import { sparseRows } from '../../src/data/sparseRows.ts';
import { asTable, hostRowsOf } from '../../src/data/table.ts';
import { storageOf } from '../../src/data/tableKeys.ts';
import { categoricalLoss } from '../../src/distributions/likelihoods/groups.ts';
import { ConfigError } from '../../src/errors.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import type { Feed } from '../../src/gpu/feed.ts';
import { openFeed } from '../../src/gpu/openFeed.ts';
import { ResidentFeed } from '../../src/gpu/residentFeed.ts';
import { StreamedFeed } from '../../src/gpu/streamedFeed.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import { packState } from '../../src/graph/stateLayout.ts';
import { Store } from '../../src/graph/store.ts';
import { batchInputs } from '../../src/ops/batchInputs.ts';
import { dense } from '../../src/ops/dense.ts';
import { gather } from '../../src/ops/gather.ts';
import { gatherIndices } from '../../src/ops/gatherIndices.ts';
import { gatherOneHot } from '../../src/ops/gatherOneHot.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { useGpu } from '../support/gpu.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';

const gpu = useGpu();

const ROWS = 23;
const BATCH = 6;
const CLASSES = 4;
const FIELDS: readonly Field[] = [
  { name: 'pixels', dtypes: ['u16'], shape: [3, 3, 1] },
  { name: 'label', dtypes: ['u8'], shape: [], values: CLASSES },
  { name: 'tokens', dtypes: ['u16', 'u32'], shape: [5], values: 1000, length: 'count' },
  { name: 'count', dtypes: ['u32'], shape: [], values: 6 },
  { name: 'bag', dtypes: ['f32'], shape: [11], sparse: true },
];

const random = new TestRandom(7);
const offsets = Array.from({ length: ROWS + 1 }, (_, row) => 2 * row);
const table = asTable(
  {
    pixels: Uint16Array.from(random.integers(9 * ROWS, 65536)),
    label: Uint8Array.from(random.integers(ROWS, CLASSES)),
    tokens: Uint16Array.from(random.integers(5 * ROWS, 1000)),
    count: Uint32Array.from(random.integers(ROWS, 6)),
    bag: sparseRows({
      offsets,
      columns: Array.from({ length: 2 * ROWS }, (_, i) => (i % 2) * 4 + (i % 3)),
      values: Array.from({ length: 2 * ROWS }, (_, i) => i + 0.5),
      width: 11,
    }),
  },
  FIELDS,
);
const order = permutation(ROWS, 1, 0);

/** A classifier of the pixels, which also reads its other fields. */
function classifier(feed: Pick<Feed, 'source'>) {
  const store = new Store();
  const graph = new Graph(store, { ring: 1 });
  const { field } = batchInputs(graph, FIELDS, { ...feed.source, rows: BATCH, ring: 1 });
  const x = gather(graph, field('pixels'), { name: 'x', rows: BATCH });
  const target = gatherOneHot(graph, field('label'), {
    name: 'target',
    rows: BATCH,
    classes: CLASSES,
  });
  const outputs = dense(graph, x, {
    name: 'layer',
    activation: 'identity',
    weight: store.parameter('weight', { shape: [CLASSES, 9], init: { kind: 'uniform', bound: 1 } }),
    bias: store.parameter('bias', { shape: [CLASSES], init: { kind: 'uniform', bound: 1 } }),
  });
  const loss = categoricalLoss(graph, outputs, target, {
    name: 'loss',
    starts: [0, CLASSES],
    samples: 1,
  });
  const read = {
    x,
    target,
    outputs,
    loss,
    tokens: gatherIndices(graph, field('tokens'), { name: 'words', rows: BATCH }),
    counts: gatherIndices(graph, field('count'), { name: 'counts', rows: BATCH }),
    countsAsNumbers: gather(graph, field('count'), { name: 'numbers', rows: BATCH }),
    bag: gather(graph, field('bag'), { name: 'words.dense', rows: BATCH }),
  };
  const { dispatches, gradients } = differentiate(graph, [loss], [outputs, ...store.parameters]);
  const doutputs = gradients.get(outputs.name);
  if (!doutputs) throw new Error('nothing flows back');
  const plan = { name: 'classifier', step: [...graph.forward, ...dispatches], burst: [] };
  return { store, plan, read: { ...read, doutputs } };
}

const WEIGHTS = new Map([
  ['weight', Float32Array.from(random.uniform(9 * CLASSES, -1, 1))],
  ['bias', Float32Array.from(random.uniform(CLASSES, -1, 1))],
]);

/** The values of all read tensors for the batch of `rows` rows from place `first` of the order. */
async function run(resident: boolean, first: number, rows: number) {
  const feed = await openFeed(gpu(), table, { batch: BATCH, burst: 2, resident });
  const { store, plan, read } = classifier(feed);
  const values = new DeviceStore(gpu(), store);
  values.write(packState(store, { parameters: WEIGHTS }));
  const executable = await Executable.compile(gpu(), values, plan, feed.inputs, 1);
  feed.attach(table);
  feed.setOrder(order);
  const first_row = feed.prepare(first, rows);
  const tensors = Object.values(read);
  const found = await executable.run([step(rows, { first_row })], tensors);
  executable.dispose();
  values.dispose();
  feed.dispose();
  const named = Object.keys(read).map((name, i) => {
    const width = tensors[i]?.shape.at(-1) ?? 0;
    const counted = name === 'loss' ? rows : rows * width;
    return [name, [...(found[i] ?? [])].slice(0, counted)] as const;
  });
  return Object.fromEntries(named) as Record<keyof typeof read, number[]>;
}

const picked = (name: string, first: number, rows: number): number[] => {
  const { columns, data } = hostRowsOf(table, name);
  const chosen = [...order.subarray(first, first + rows)];
  return chosen.flatMap((row) => [...data.subarray(row * columns, (row + 1) * columns)]);
};

describe.each([true, false])('a batch of several fields, resident: %s', (resident) => {
  test.each([
    [0, BATCH],
    [ROWS - 4, 4],
  ])('from place %i, %i rows', async (first, rows) => {
    const found = await run(resident, first, rows);
    const labels = picked('label', first, rows);
    expect(found.tokens).toEqual(picked('tokens', first, rows));
    expect(found.counts).toEqual(picked('count', first, rows));
    expect(found.countsAsNumbers).toEqual(found.counts);
    const oneHot = (label: number) => [0, 1, 2, 3].map((each) => Number(each === label));
    expect(found.target).toEqual(labels.flatMap(oneHot));
    for (const [i, value] of picked('pixels', first, rows).entries()) {
      expect(found.x[i]).toBeCloseTo(value / 65535, 6);
    }
    const bag = hostRowsOf(table, 'bag');
    const places = [...order.subarray(first, first + rows)];
    const values = places.flatMap((row) => {
      return Array.from({ length: 11 }, (_, column) => intensityAt(bag, row, column));
    });
    expect(found.bag).toEqual(values);
    // -log softmax and its gradient, softmax - target, by hand.
    for (let row = 0; row < rows; row++) {
      const logits = found.outputs.slice(CLASSES * row, CLASSES * (row + 1));
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
      const label = labels[row] ?? 0;
      expect(found.loss[row]).toBeCloseTo(Math.log(total) - (logits[label] ?? 0), 4);
      for (const [i, logit] of logits.entries()) {
        const gradient = Math.exp(logit) / total - Number(i === label);
        expect(found.doutputs[CLASSES * row + i]).toBeCloseTo(gradient, 4);
      }
    }
  });
});

test('both feeds give the same bits', async () => {
  expect(await run(true, 5, BATCH)).toEqual(await run(false, 5, BATCH));
});

test('what fits is kept, by the largest field; of what is streamed a burst must fit', async () => {
  const limited = (maxBindingBytes: number): Gpu =>
    Object.create(gpu(), {
      maxBindingBytes: { value: maxBindingBytes },
      memory: { value: memory },
    });
  const { memory } = gpu();
  const options = { batch: BATCH, burst: 8 };
  // Tokens and pixels need the most memory: 24 padded rows of 16 u16 are 768 bytes; the bag needs
  // less.
  const kept = await openFeed(limited(768), table, options);
  expect(kept).toBeInstanceOf(ResidentFeed);
  expect(kept.source.dtypes).toMatchObject({ pixels: 'u16', bag: { sparse: ROWS + 1 + 4 * ROWS } });
  const streamed = await openFeed(limited(767), table, options);
  expect(streamed).toBeInstanceOf(StreamedFeed);
  // A streamed row of the bag is dense: 16 f32, 64 bytes, so 11 rows fit.
  expect(streamed.source).toMatchObject({ dataRows: BATCH, dtypes: { bag: 'f32' } });
  kept.dispose();
  streamed.dispose();
});

test('the float64 twins agree', async () => {
  const feed = { source: { dataRows: ROWS, dtypes: storageOf(table.fields) } };
  const { store, plan, read } = classifier(feed);
  const reference = new ReferenceStore(store);
  for (const [name, values] of WEIGHTS) reference.parameter(name).value.set(values);
  const inputs = [...table.fields.keys()].map(
    (name) => [name, hostRowsOf(table, name).data] as const,
  );
  const executor = new ReferenceExecutor(reference, plan, {
    ...Object.fromEntries(inputs),
    row_index: order,
  });
  executor.run([step(BATCH, { first_row: 5 })]);
  const found = await run(true, 5, BATCH);
  for (const [name, tensor] of Object.entries(read)) {
    const expected = executor.values(tensor);
    for (const [i, value] of found[name as keyof typeof found].entries()) {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 4);
    }
  }
});

test('a field that holds no whole numbers is no index', () => {
  const graph = new Graph(new Store());
  const source = { rows: BATCH, dataRows: ROWS, ring: 1, dtypes: storageOf(table.fields) };
  const { field } = batchInputs(graph, FIELDS, {
    ...source,
    dtypes: { ...source.dtypes, count: 'f32' },
  });
  const shape = { name: 'indices', rows: BATCH };
  expect(() => gatherIndices(graph, field('bag'), shape)).toThrow(/"bag" .* got sparse rows/);
  expect(() => gatherIndices(graph, field('count'), { ...shape, name: 'b' })).toThrow(/got f32/);
  expect(() => gatherOneHot(graph, field('label'), { ...shape, name: 'c', classes: 0 })).toThrow(
    ConfigError,
  );
  expect(() => field('labels')).toThrow(/no field "labels"/);
  expect(() => batchInputs(new Graph(new Store()), FIELDS, { ...source, dtypes: {} })).toThrow(
    /nothing of the field "pixels"/,
  );
});
