import { describe, expect, test } from 'vitest';
import { ConfigError, ShapeError } from '../../src/errors.ts';
import { packState } from '../../src/graph/stateLayout.ts';
import { MAX_GROUPS, Store } from '../../src/graph/store.ts';
import { unpackState } from '../../src/graph/unpackState.ts';

const init = { kind: 'constant', value: 0 } as const;

describe('a parameter', () => {
  test('is declared once', () => {
    const store = new Store();
    const weight = store.parameter('weight', { shape: [2, 3], init });
    const again = () => store.parameter('weight', { shape: [2, 3], init });
    expect(again).toThrow(ConfigError);
    expect(again).toThrow('there is a parameter or variable "weight" already');
    expect(store.parameters).toEqual([weight]);
  });

  test.each([
    ['of another parameter', ['mu', 'logvar'], 'mu'],
    ['twice of one parameter', ['other', 'other'], 'other'],
    ['of a variable', ['average', 'rest'], 'average'],
    ['of a whole tensor', ['rest', 'weight'], 'weight'],
  ])('has views whose names are new: not the name %s', (_, [first = '', second = ''], taken) => {
    const store = new Store();
    store.parameter('weight', { shape: [2], init });
    store.variable('average', { shape: [2], init });
    const views = (names: readonly string[]) => names.map((name) => ({ name, size: 1 }));
    store.parameter('stats', { shape: [2], init, views: views(['mu', 'logvar']) });
    const clash = () =>
      store.parameter('again', { shape: [2], init, views: views([first, second]) });
    expect(clash).toThrow(ConfigError);
    expect(clash).toThrow(`there is a parameter or variable "${taken}" already`);
    expect(store.parameters.map(({ name }) => name)).toEqual(['weight', 'stats']);
  });

  test('is shared with who asks for it', () => {
    const store = new Store();
    const weight = store.parameter('weight', { shape: [2, 3], init });
    expect(store.shared('weight', [2, 3])).toBe(weight);
    expect(store.parameters).toEqual([weight]);
  });

  test('is not shared in another shape, nor before it is declared', () => {
    const store = new Store();
    store.parameter('weight', { shape: [2, 3], init });
    const wrong = () => store.shared('weight', [3, 2]);
    expect(wrong).toThrow(ShapeError);
    expect(wrong).toThrow('parameter "weight" exists as [2, 3], asked for as [3, 2]');
    const missing = () => store.shared('bias', [3]);
    expect(missing).toThrow(ConfigError);
    expect(missing).toThrow('no parameter "bias" to share: declare it first');
  });
});

describe('groups', () => {
  test('are at most four, and number themselves in order', () => {
    const store = new Store();
    const names = ['a', 'b', 'c', 'd'];
    for (const group of names) store.parameter(group, { shape: [1], init, group });
    expect(names).toHaveLength(MAX_GROUPS);
    expect(store.groups.map(({ name, number }) => [name, number])).toEqual(
      names.map((name, i) => [name, i]),
    );
    const fifth = () => store.parameter('e', { shape: [1], init, group: 'e' });
    expect(fifth).toThrow(ConfigError);
    expect(fifth).toThrow('a store has at most 4 parameter groups: put "e" into one of a, b, c, d');
    expect(store.parameter('f', { shape: [1], init, group: 'd' }).group).toBe('d');
  });

  test('cannot be called as the variables are', () => {
    const store = new Store();
    const named = () => store.parameter('a', { shape: [1], init, group: 'variables' });
    expect(named).toThrow(ConfigError);
    expect(named).toThrow('a parameter group cannot be named "variables"');
  });

  test('are not made by declarations that are refused', () => {
    const store = new Store();
    store.parameter('a', { shape: [2], init });
    const views = [{ name: 'part', size: 1 }];
    expect(() => store.parameter('b', { shape: [1], init, group: 'variables' })).toThrow();
    expect(() => store.parameter('b', { shape: [2], init, group: 'other', views })).toThrow();
    expect(store.groups.map(({ name }) => name)).toEqual(['model']);
    for (const group of ['x', 'y', 'z']) store.parameter(group, { shape: [1], init, group });
    expect(() => store.parameter('b', { shape: [1], init, group: 'fifth' })).toThrow();
    expect(store.groups.map(({ name }) => name)).toEqual(['model', 'x', 'y', 'z']);
    expect(store.parameters.map(({ name }) => name)).toEqual(['a', 'x', 'y', 'z']);
  });
});

describe('variables', () => {
  const store = new Store();
  const weight = store.parameter('weight', { shape: [2, 3], init });
  const mean = store.variable('mean', { shape: [3], init });
  const basis = store.variable('basis', { shape: [2, 2], init });

  test('lie beside the parameters', () => {
    expect(store.parameters).toEqual([weight]);
    expect(store.variables).toEqual([mean, basis]);
    expect(store.groups.flatMap(({ parameters }) => parameters)).toEqual([weight]);
    expect(store.views.map(({ name }) => name)).toEqual(['weight']);
    expect(store.variableViews.map(({ name }) => name)).toEqual(['mean', 'basis']);
    expect(basis.offset).toBeGreaterThanOrEqual(3);
  });

  test('share names with nothing', () => {
    for (const name of ['weight', 'mean']) {
      expect(() => store.variable(name, { shape: [3], init })).toThrow(
        `there is a parameter or variable "${name}" already`,
      );
    }
    expect(() => store.parameter('mean', { shape: [3], init })).toThrow(ConfigError);
    expect(() => store.shared('mean', [3])).toThrow('no parameter "mean" to share');
  });

  test('are packed beside the groups and come back', () => {
    const values = new Map([
      ['mean', Float32Array.of(1, 2, 3)],
      ['basis', Float32Array.of(4, 5, 6, 7)],
    ]);
    const image = packState(store, { variables: values });
    expect([...image.keys()]).toEqual(['model', 'variables']);
    expect(image.get('variables')).toHaveLength(store.variablesSize);
    expect(unpackState(store, image, 'variables')).toEqual(values);
    expect([...(image.get('model') ?? [1])].every((value) => value === 0)).toBe(true);
  });
});
