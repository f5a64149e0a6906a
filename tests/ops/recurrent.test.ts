import { describe, test } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import { dense } from '../../src/ops/dense.ts';
import { embedding } from '../../src/ops/embedding.ts';
import { gru } from '../../src/ops/gru.ts';
import { lstm } from '../../src/ops/lstm.ts';
import { rowsToSteps, stepsToRows } from '../../src/ops/sequenceRows.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, layer, random } from './fixtures.ts';

const UNITS = {
  gru: { record: gru, gates: 3 },
  lstm: { record: (...given: Parameters<typeof lstm>) => lstm(...given).states, gates: 4 },
} as const;

/** Sizes of a recurrence, and what is asked of it. */
interface Recorded {
  readonly unit: keyof typeof UNITS;
  readonly rows: number;
  readonly length: number;
  readonly width: number;
  readonly units: number;
  readonly reversed: boolean;
  readonly lengths?: readonly number[];
  readonly initial: boolean;
  readonly returns: 'last' | 'all';
}

const common = { rows: 3, length: 4, width: 5, units: 3, reversed: false, initial: true } as const;

describe.each(Object.keys(UNITS) as (keyof typeof UNITS)[])('%s', (unit) => {
  test.each<Omit<Recorded, 'unit'>>([
    { ...common, returns: 'last' },
    { ...common, returns: 'all' },
    { ...common, returns: 'all', initial: false, reversed: true },
    { ...common, returns: 'last', lengths: [4, 1, 2] },
    { ...common, returns: 'all', lengths: [3, 4, 1], reversed: true },
    { ...common, returns: 'all', rows: 1, length: 1, units: 9 },
  ])('%j: weights, inputs and initial state', (given) => check({ unit, ...given }));
});

function check({
  unit,
  rows,
  length,
  width,
  units,
  reversed,
  lengths,
  initial,
  returns,
}: Recorded) {
  const graph = new Graph(new Store(), { ring: 2 });
  const { record, gates } = UNITS[unit];
  const x = graph.input('x', [rows, length * width]);
  const states = initial ? [graph.input('start', [rows, units])] : [];
  const counted = lengths ? graph.input('lengths', [rows, 1], 'u32') : undefined;
  const at = { rows, length, reversed, lengths: counted };
  const inputs = dense(
    graph,
    stepsToRows(graph, x, { ...at, name: 'rows' }),
    layer(graph, 'ih', [gates * units, width], 'identity'),
  );
  const { weight, bias } = layer(graph, 'hh', [gates * units, units], 'identity');
  const after = record(graph, inputs, { ...at, name: 'rnn', weight, bias, initial: states });
  const places = { rows, places: length + 1 };
  const y =
    returns === 'all'
      ? rowsToSteps(graph, after, { ...at, ...places, name: 'y', first: 1 })
      : rowsToSteps(graph, after, { ...places, name: 'y', length: 1, first: length });
  const target = graph.input('target', [rows, y.shape[1] ?? 0]);
  const terms = [bernoulli(graph, y, target, { name: 'loss' })];
  const sources = [...graph.store.parameters, x, ...states];
  const values = {
    x: random.uniform(rows * length * width, -1, 1),
    start: random.uniform(rows * units, -1, 1),
    target: random.uniform(rows * (y.shape[1] ?? 0), 0, 1),
    ...(lengths && { lengths }),
  };
  expectAgreement(checkGradients({ graph, terms, sources, inputs: values, step: step(rows) }));
}

test.each([undefined, 2])('embedding: the table, with padding %s', (padding) => {
  const [rows, length, vocabulary, width] = [3, 4, 6, 5];
  const graph = new Graph(new Store(), { ring: 2 });
  const tokens = graph.input('tokens', [rows, length]);
  const init = { kind: 'uniform', bound: 1 } as const;
  const weight = graph.store.parameter('table', { shape: [vocabulary, width], init });
  const once = embedding(graph, tokens, weight, { name: 'once', padding });
  const target = graph.input('target', [rows, length * width]);
  const terms = [bernoulli(graph, once, target, { name: 'loss' })];
  const inputs = {
    tokens: [0, 2, 2, 5, 1, 1, 2, 0, 5, 5, 5, 5],
    target: random.uniform(rows * length * width, 0, 1),
  };
  const sources = graph.store.parameters;
  expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(rows) }));
});
