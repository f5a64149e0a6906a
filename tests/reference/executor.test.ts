import { expect, test } from 'vitest';
import { ConfigError, ShapeError } from '../../src/errors.ts';
import { streams } from '../../src/random/streams.ts';
import { normalPair, threefry2x32 } from '../../src/random/threefry.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { step } from '../support/scalars.ts';
import { smallVae } from '../support/smallVae.ts';

test('a missing input is refused by name', () => {
  const { model, training, inputs } = smallVae();
  const store = new ReferenceStore(model.store);
  const { noise: _, ...others } = inputs;
  const open = () => new ReferenceExecutor(store, training.plan, others);
  expect(open).toThrow(ConfigError);
  expect(open).toThrow('plan "training": no values for input "noise"');
});

test('an input of a wrong size is refused with both sizes', () => {
  const { model, training, inputs } = smallVae();
  const store = new ReferenceStore(model.store);
  const open = () => new ReferenceExecutor(store, training.plan, { ...inputs, noise: [1, 2] });
  expect(open).toThrow(ShapeError);
  expect(open).toThrow('"noise" [7, 3] takes 21 values, got 2');
});

test('an unknown tensor or parameter is refused by name', () => {
  const { model, training, inputs } = smallVae();
  const store = new ReferenceStore(model.store);
  const executor = new ReferenceExecutor(store, training.plan, inputs);
  expect(() => executor.values('fc9')).toThrow('plan "training" has no tensor "fc9"');
  expect(() => store.parameter('fc9')).toThrow('the store has no parameter "fc9"');
});

test('drawn noise is addressed by seed, stream, step, row and column', () => {
  const { model } = smallVae();
  const { plan } = model.samplerPlan(5, { kind: 'counter', stream: streams.sampling });
  const executor = new ReferenceExecutor(new ReferenceStore(model.store), plan);
  executor.run([step(5, { seed: 77, counter: 123 })]);
  const block = (index: number) => normalPair(...threefry2x32(77, streams.sampling, 123, index));
  // Three columns take one group of four, which is two blocks; the fourth value is not used.
  const expected = [0, 1, 2, 3, 4].flatMap((row) => [...block(2 * row), block(2 * row + 1)[0]]);
  expect([...executor.values('z')]).toEqual(expected);
});

test('the burst runs once, after all steps', () => {
  const { model, training, inputs } = smallVae();
  const executor = new ReferenceExecutor(new ReferenceStore(model.store), training.plan, inputs);
  executor.run([step(7, { ring_slot: 0 }), step(4, { ring_slot: 2 })]);
  const reconstruction = [...executor.values('sum(reconstruction)')];
  // Zero weights: every logit is 0 and every pixel costs log 2.
  expect(reconstruction[0]).toBeCloseTo(7 * 37 * Math.LN2, 10);
  expect(reconstruction[1]).toBe(0);
  expect(reconstruction[2]).toBeCloseTo(4 * 37 * Math.LN2, 10);
});
