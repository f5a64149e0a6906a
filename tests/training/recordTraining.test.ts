import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import type { Model, Objective, Terms } from '../../src/families/model.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import { declareDense } from '../../src/layers/dense.ts';
import { activate } from '../../src/ops/activate.ts';
import { carry } from '../../src/ops/carry.ts';
import { dense } from '../../src/ops/dense.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { recordTraining, type TrainingProgram } from '../../src/training/recordTraining.ts';
import { sourceOf } from '../support/recordedPlan.ts';

const ROWS = 3;

/** Records a step over two groups. `make` returns the term of a group's layer under a name. */
function record(
  objective: (make: (group: 'a' | 'b', name: string) => Terms, graph: Graph) => Objective,
): TrainingProgram {
  const store = new Store();
  const [a, b] = ['a', 'b'].map((group) =>
    declareDense(store, { name: group, group, inputs: 2, units: 2, activation: 'identity' }),
  );
  if (!a || !b) throw new Error('two layers were declared');
  const layers = { a, b };
  const model: Model = {
    architecture: { family: 'two-groups' },
    store,
    fields: [],
    figures: {},
    watched: { figure: 'one', better: 'lower' },
    programs: {},
    describe: () => [],
    objective(graph: Graph) {
      const x = graph.input('x', [ROWS, 2]);
      return objective((group, name) => {
        const tensor = dense(graph, x, layers[group]);
        const slot = { choice: 'bernoulli', bindings: {} } as const;
        return { [name]: { tensor: likelihood(graph, x, { name, outputs: [{ tensor, slot }] }) } };
      }, graph);
    },
  };
  const family = { defaults: {}, checkOptions() {} };
  return recordTraining(model, sourceOf(ROWS), resolveTraining({}, family));
}

function expectRefused(make: Parameters<typeof record>[0], message: string): void {
  expect(() => record(make)).toThrow(ConfigError);
  expect(() => record(make)).toThrow(message);
}

test('updates are recorded with their groups, weights and periods', () => {
  const { updates, weights, terms } = record((make) => ({
    terms: make('a', 'one'),
    updates: [
      { group: 'a', minimises: { one: 0.5 } },
      { group: 'b', minimises: { two: 2 }, every: 3, forward: () => make('b', 'two') },
    ],
  }));
  expect(updates).toEqual([
    { group: 'a', number: 0, every: 1, gated: false },
    { group: 'b', number: 1, every: 3, gated: false },
  ]);
  expect(weights).toEqual([0.5, 2]);
  expect(terms.map(({ name, every }) => [name, every])).toEqual([
    ['one', 1],
    ['two', 3],
  ]);
});

test('a group is updated once a step', () => {
  const update = { group: 'a', minimises: { one: 1 } };
  expectRefused(
    (make) => ({ terms: make('a', 'one'), updates: [update, update] }),
    'the group "a" is updated twice in a step: its optimizer counts one update a step',
  );
});

test('an update minimises terms that are there by then', () => {
  expectRefused(
    (make) => ({
      terms: make('a', 'one'),
      updates: [{ group: 'a', minimises: { one: 1, two: 1 } }],
    }),
    'the update of "a" minimises "two", which is no term of the step so far; there are: one',
  );
  expectRefused(
    (make) => ({
      terms: make('a', 'one'),
      updates: [
        { group: 'a', minimises: { two: 1 } },
        { group: 'b', minimises: { two: 1 }, forward: () => make('b', 'two') },
      ],
    }),
    'the update of "a" minimises "two", which is no term of the step so far; there are: one',
  );
});

test('two forward passes make terms of different names', () => {
  expectRefused((make) => {
    const terms = make('a', 'one');
    const again = { one: Object.values(make('b', 'two'))[0] } as Terms;
    return {
      terms,
      updates: [
        { group: 'a', minimises: { one: 1 } },
        { group: 'b', minimises: { one: 1 }, forward: () => again },
      ],
    };
  }, 'two forward passes of a step make the term "one": rename one');
});

test('an update names a group that there is', () => {
  expectRefused(
    (make) => ({ terms: make('a', 'one'), updates: [{ group: 'c', minimises: { one: 1 } }] }),
    'no parameter group "c"; there are: a, b',
  );
});

test.each([0, 1.5, -1, Number.NaN])('a period of %d is refused', (every) => {
  expectRefused(
    (make) => ({
      terms: make('a', 'one'),
      updates: [{ group: 'a', minimises: { one: 1 }, every }],
    }),
    `the update of "a": every must be a whole number of steps from 1 to 4294967295, got ${every}`,
  );
});

test('an update does not minimise a term that its step may have left out', () => {
  const updates = (every: number) => (make: Parameters<Parameters<typeof record>[0]>[0]) => ({
    terms: make('a', 'one'),
    updates: [
      {
        group: 'a',
        minimises: { one: 1, two: 0 },
        every: 2,
        forward: () => make('b', 'two'),
      },
      { group: 'b', minimises: { two: 1 }, every },
    ],
  });
  expectRefused(
    updates(3),
    'the update of "b" runs every 3 steps and reads "two", which is computed every 2 steps',
  );
  expect(record(updates(4)).updates.map(({ every }) => every)).toEqual([2, 4]);
});

test('nothing is carried from step to step of training: a burst has any length', () => {
  expectRefused((make, graph) => {
    const before = graph.carried('before', [ROWS, 2]);
    carry(graph, activate(graph, before, { name: 'after', activation: 'relu' }), before);
    return { terms: make('a', 'one'), updates: [{ group: 'a', minimises: { one: 1 } }] };
  }, '"before" is carried from step to step of a burst');
});
