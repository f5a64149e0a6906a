import { describe, expect, test } from 'vitest';
import { ConfigError, ShapeError } from '../../src/errors.ts';
import { reportTerms } from '../../src/families/reportTerms.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { Graph } from '../../src/graph/graph.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { HEALTH, HEALTHY } from '../../src/graph/report.ts';
import { packState } from '../../src/graph/stateLayout.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { activate } from '../../src/ops/activate.ts';
import { carry } from '../../src/ops/carry.ts';
import { dense } from '../../src/ops/dense.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { movingAverage } from '../../src/ops/movingAverage.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { useGpu } from '../support/gpu.ts';
import { step } from '../support/scalars.ts';

const gpu = useGpu();

type Values = ReadonlyMap<string, readonly number[]>;

interface Course {
  readonly store: Store;
  readonly plan: Plan;
  readonly bursts: readonly (readonly StepScalars[])[];
  /** Read after every burst. */
  readonly read?: readonly Tensor[];
  readonly submits?: number;
  /** Written before the first step. */
  readonly health?: number;
}

/** The tensors read after every burst, and the variables at the end. */
interface Result {
  readonly bursts: readonly (readonly number[])[];
  readonly variables: Values;
}

const lists = (values: Iterable<readonly [string, ArrayLike<number>]>): Values =>
  new Map([...values].map(([name, each]) => [name, Array.from(each)]));

function inFloat64({ store, plan, bursts, read = [], health = HEALTHY }: Course): Result {
  const reference = new ReferenceStore(store);
  const { image } = freshSnapshot(store, 1);
  for (const [name, values] of unpackState(store, image, 'parameters')) {
    reference.parameter(name).value.set(values);
  }
  for (const [name, values] of unpackState(store, image, 'variables')) {
    reference.variable(name).set(values);
  }
  reference.health[0] = health;
  const executor = new ReferenceExecutor(reference, plan);
  const left = bursts.map((records) => {
    executor.run(records);
    return read.flatMap((tensor) => [...executor.values(tensor)]);
  });
  const variables = store.variables.map(({ name }) => [name, reference.variable(name)] as const);
  return { bursts: left, variables: lists(variables) };
}

async function onDevice(course: Course): Promise<Result> {
  const { store, plan, bursts, read = [], submits = 1, health = HEALTHY } = course;
  const values = new DeviceStore(gpu(), store);
  values.write(freshSnapshot(store, 1).image);
  const report = values.slice(HEALTH);
  if (!report) throw new Error('the store has no health');
  gpu().device.queue.writeBuffer(report.buffer, report.offset, Uint32Array.of(health));
  const longest = Math.max(...bursts.map(({ length }) => length));
  const executable = await Executable.compile(gpu(), values, plan, new Map(), longest);
  const left: number[][] = [];
  for (const records of bursts) {
    const found = await executable.run(records, read, submits);
    left.push(found.flatMap((each) => [...each]));
  }
  const slices = store.variables.map((tensor) => executable.slice(tensor));
  const bytes = await gpu().readback.read(slices);
  const variables = store.variables.map(({ name, shape: [size = 0] }, i) => {
    return [name, new Float32Array(bytes[i] ?? new ArrayBuffer()).subarray(0, size)] as const;
  });
  executable.dispose();
  values.dispose();
  return { bursts: left, variables: lists(variables) };
}

/** Steps from 1 on, divided into bursts of these lengths. */
function stepsIn(lengths: readonly number[], rows = 1): StepScalars[][] {
  let counter = 0;
  return lengths.map((length) =>
    Array.from({ length }, () => {
      counter += 1;
      return step(rows, { counter });
    }),
  );
}

describe('carry', () => {
  /** Each step reads the value of the previous step and adds one. */
  function counting() {
    const store = new Store();
    const graph = new Graph(store);
    const init = { kind: 'constant', value: 1 } as const;
    const before = graph.carried('before', [1, 1]);
    const count = dense(graph, before, {
      name: 'count',
      weight: store.parameter('count.weight', { shape: [1, 1], init }),
      bias: store.parameter('count.bias', { shape: [1], init }),
      activation: 'identity',
    });
    carry(graph, count, before);
    const plan: Plan = { name: 'counting', step: graph.forward, burst: [], outputs: [count.name] };
    return { store, plan, read: [count] };
  }

  const LENGTHS = [3, 1, 4, 4];

  test('counts from zero in each burst, in float64', () => {
    const { bursts } = inFloat64({ ...counting(), bursts: stepsIn(LENGTHS) });
    expect(bursts).toEqual([[3], [1], [4], [4]]);
  });

  test.each([1, 2, 3, 8])('and on the device, over %i submits', async (submits) => {
    const { bursts } = await onDevice({ ...counting(), bursts: stepsIn(LENGTHS), submits });
    expect(bursts).toEqual([[3], [1], [4], [4]]);
  });

  test('and fused', async () => {
    const { plan, ...rest } = counting();
    const course = { ...rest, plan: fuse(plan), bursts: stepsIn(LENGTHS) };
    expect((await onDevice(course)).bursts).toEqual([[3], [1], [4], [4]]);
  });

  test('and fused where only the next step reads what is counted', async () => {
    const store = new Store();
    const graph = new Graph(store);
    const init = { kind: 'constant', value: 1 } as const;
    const before = graph.carried('before', [1, 1]);
    const seen = store.variable('seen', { shape: [1], init: { kind: 'constant', value: 0 } });
    movingAverage(graph, before, seen, { name: 'seen.move', rate: 0.5 });
    const count = dense(graph, before, {
      name: 'count',
      weight: store.parameter('count.weight', { shape: [1, 1], init }),
      bias: store.parameter('count.bias', { shape: [1], init }),
      activation: 'identity',
    });
    carry(graph, count, before);
    const plan: Plan = { name: 'counting', step: graph.forward, burst: [], outputs: [] };
    const course = { store, plan, bursts: stepsIn([4, 2]) };
    // Half of 0, 1, 2 and 3 in turn, then of 0 and 1: 0, 0.5, 1.25, 2.125, 1.0625, 1.03125.
    const expected = new Map([['seen', [1.03125]]]);
    expect(inFloat64(course).variables).toEqual(expected);
    expect((await onDevice({ ...course, plan: fuse(plan) })).variables).toEqual(expected);
  });

  test('takes tensors of one shape', () => {
    const graph = new Graph(new Store());
    const [x, before] = [graph.input('x', [2, 3]), graph.carried('before', [3, 2])];
    const wrong = () => carry(graph, x, before);
    expect(wrong).toThrow(ShapeError);
    expect(wrong).toThrow('carry: "x" [2, 3] must have the shape of "before" [3, 2]');
  });
});

describe('movingAverage', () => {
  const ROWS = 3;

  /** The last row is invalid. All numbers are exact in float32. */
  function averaging() {
    const store = new Store();
    const graph = new Graph(store);
    const values = [1, 2, 3, 3, 4, 8, 100, 100, 100];
    const x = { ...graph.filled('x', [ROWS, 3], 0), values };
    const average = store.variable('average', { shape: [3], init: { kind: 'constant', value: 4 } });
    movingAverage(graph, x, average, { name: 'average.move', rate: 0.25 });
    return { store, plan: { name: 'averaging', step: graph.forward, burst: [] } };
  }

  // By hand: the means are 2, 3 and 5.5; 4 + (2 - 4) / 4 = 3.5, then 3.5 + (2 - 3.5) / 4 = 3.125.
  const ONCE = [3.5, 3.75, 4.375];
  const TWICE = [3.125, 3.5625, 4.65625];

  test.each([
    [1, ONCE],
    [2, TWICE],
  ])('has the values by hand after %i steps', async (steps, expected) => {
    const course = { ...averaging(), bursts: stepsIn([steps], 2) };
    expect(inFloat64(course).variables.get('average')).toEqual(expected);
    expect((await onDevice(course)).variables.get('average')).toEqual(expected);
  });

  test('moves in the step that was bad, and in none after it', async () => {
    const course = { ...averaging(), bursts: stepsIn([3, 2], 2), health: 2 };
    expect(inFloat64(course).variables.get('average')).toEqual(TWICE);
    expect((await onDevice(course)).variables.get('average')).toEqual(TWICE);
  });

  test('stays where it is for an empty batch', async () => {
    const course = { ...averaging(), bursts: stepsIn([2], 0) };
    expect(inFloat64(course).variables.get('average')).toEqual([4, 4, 4]);
    expect((await onDevice(course)).variables.get('average')).toEqual([4, 4, 4]);
  });

  test('takes a variable with a number for each column', () => {
    const store = new Store();
    const graph = new Graph(store);
    const average = store.variable('average', { shape: [3], init: { kind: 'constant', value: 0 } });
    const x = graph.input('x', [3, 2]);
    const move = () => movingAverage(graph, x, average, { name: 'move', rate: 0.5 });
    expect(move).toThrow(ShapeError);
    expect(move).toThrow('binding "average" expects f32 [2], got f32 "average" [3]');
  });

  test.each([-0.1, 1, Number.NaN])('refuses a rate of %d by name', (rate) => {
    const store = new Store();
    const graph = new Graph(store);
    const average = store.variable('average', { shape: [2], init: { kind: 'constant', value: 0 } });
    const x = graph.input('x', [3, 2]);
    const move = () => movingAverage(graph, x, average, { name: 'move', rate });
    expect(move).toThrow(ConfigError);
    expect(move).toThrow(/^move: rate must be/);
  });
});

describe('dispatches that run every so many steps', () => {
  const init = { kind: 'constant', value: 0 } as const;
  const PERIODS = [1, 2, 3];
  const STEPS = 8;

  /** One variable for each period; it halves its distance from 1 whenever its dispatch runs. */
  function halving() {
    const store = new Store();
    const graph = new Graph(store);
    const ones = graph.filled('ones', [1, 1], 1);
    for (const every of PERIODS) {
      const variable = store.variable(`every ${every}`, { shape: [1], init });
      movingAverage(graph, ones, variable, { name: `halve ${every}`, rate: 0.5 });
    }
    const dispatches = graph.forward.map((dispatch, i) => {
      const every = PERIODS[i] ?? 1;
      return every === 1 ? dispatch : { ...dispatch, every };
    });
    return { store, plan: { name: 'halving', step: dispatches, burst: [] } };
  }

  /** Steps 1 to 8; 1, 3, 5 and 7; 1, 4 and 7. */
  const RUNS = [8, 4, 3];
  const expected = lists(
    PERIODS.map((every, i) => [`every ${every}`, [1 - 0.5 ** (RUNS[i] ?? 0)]]),
  );

  const CASES = [1, 4, 5].map((burst) => {
    const whole = Array.from({ length: Math.floor(STEPS / burst) }, () => burst);
    return [burst, STEPS % burst === 0 ? whole : [...whole, STEPS % burst]] as const;
  });

  test.each(CASES)('run in steps 1, 1 + every, … at bursts of %i, in float64', (_, lengths) => {
    const { variables } = inFloat64({ ...halving(), bursts: stepsIn(lengths) });
    expect(variables).toEqual(expected);
  });

  test.each(
    CASES.flatMap(([burst, lengths]) => [1, 2, 3].map((submits) => ({ burst, lengths, submits }))),
  )('and on the device at bursts of $burst over $submits submits', async ({ lengths, submits }) => {
    const { variables } = await onDevice({ ...halving(), bursts: stepsIn(lengths), submits });
    expect(variables).toEqual(expected);
  });
});

describe('a loss term that some steps leave out', () => {
  /** -log p(x) of one row whose logit is a variable; it is computed in steps 1, 3, 5, … */
  function everySecond() {
    const store = new Store();
    const init = { kind: 'constant', value: 0 } as const;
    const graph = new Graph(store, { ring: 4 });
    const x = graph.filled('x', [1, 1], 1);
    const logit = dense(graph, x, {
      name: 'logit',
      weight: store.parameter('logit.weight', { shape: [1, 1], init }),
      bias: store.parameter('logit.bias', { shape: [1], init }),
      activation: 'identity',
    });
    const tensor = likelihood(graph, x, {
      name: 'term',
      outputs: [{ tensor: logit, slot: { choice: 'bernoulli', bindings: {} } }],
    });
    const { terms, burst } = reportTerms(new Map([['term', { tensor, every: 2 }]]), HEALTH);
    const every = graph.forward.map((dispatch) => ({ ...dispatch, every: 2 }));
    const read = terms.map(({ sums }) => sums);
    return { store, plan: { name: 'every second', step: every, burst, outputs: [] }, read };
  }

  const { LN2 } = Math;
  /** Steps 1 to 3, then 4 and 5: the first slot is that of step 1, then that of step 4. */
  const expected = [
    [LN2, 0, LN2],
    [0, LN2],
  ];

  function expectSums(bursts: readonly (readonly number[])[]): void {
    for (const [i, sums] of expected.entries()) {
      for (const [slot, sum] of sums.entries()) expect(bursts[i]?.[slot]).toBeCloseTo(sum, 6);
    }
  }

  const bursts = [3, 2].map((length, i) =>
    Array.from({ length }, (_, slot) => step(1, { counter: 3 * i + slot + 1, ring_slot: slot })),
  );

  test('has the sum 0 there, in float64', () => {
    expectSums(inFloat64({ ...everySecond(), bursts }).bursts);
  });

  test('and on the device, so a bad value of an earlier burst counts once', async () => {
    expectSums((await onDevice({ ...everySecond(), bursts })).bursts);
  });
});

test('a filled tensor has its number everywhere but in the padding', async () => {
  const store = new Store();
  store.parameter('unused', { shape: [1], init: { kind: 'constant', value: 0 } });
  const graph = new Graph(store);
  const filled = graph.filled('filled', [3, 5], 2.5);
  activate(graph, filled, { name: 'y', activation: 'relu' });
  const values = new DeviceStore(gpu(), store);
  const plan = { name: 'filling', step: graph.forward, burst: [] };
  const executable = await Executable.compile(gpu(), values, plan, new Map(), 1);
  const [bytes = new ArrayBuffer()] = await gpu().readback.read([executable.slice(filled)]);
  executable.dispose();
  values.dispose();
  const row = [2.5, 2.5, 2.5, 2.5, 2.5, 0, 0, 0];
  expect([...new Float32Array(bytes)].slice(0, 24)).toEqual([...row, ...row, ...row]);
  const twin = new ReferenceExecutor(new ReferenceStore(store), plan);
  expect([...twin.values(filled)]).toEqual(Array(15).fill(2.5));
});

test('a shadow holds variables as it holds parameters', async () => {
  const store = new Store();
  store.parameter('weight', { shape: [2], init: { kind: 'constant', value: 1 } });
  store.variable('running', { shape: [3], init: { kind: 'constant', value: 2 } });
  const fresh = freshSnapshot(store, 1).image;
  const values = new DeviceStore(gpu(), store);
  values.write(fresh);
  await values.keepShadow();
  const running = new Map([['running', Float32Array.of(7, 8, 9)]]);
  values.write(packState(store, { variables: running }));
  expect(unpackState(store, (await values.read()) ?? new Map(), 'variables')).toEqual(running);
  values.restoreShadow();
  expect(await values.read()).toEqual(fresh);
  values.dispose();
});
