import { expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import type { Dispatch, Plan } from '../../src/graph/plan.ts';
import { dense } from '../../src/ops/dense.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { optimizerUpdate } from '../../src/optimizers/optimizerUpdate.ts';
import { bernoulli, layer, setup } from '../ops/fixtures.ts';
import { SEED_CONFIG, VaeModel } from '../support/vaeModel.ts';

/** A training step with this number of hidden layers in encoder and decoder each. */
function deep(layers: number): Plan {
  const model = new VaeModel({ ...SEED_CONFIG, hidden: Array(layers).fill(8), activation: 'gelu' });
  const source = { rows: 8, dataRows: 8, dtypes: { data: 'u8' }, ring: 1 } as const;
  return model.trainingPlan(source, { kind: 'counter', stream: 3 }, ADAM_DEFAULTS).plan;
}

/** One tensor that this number of layers read, all of which may absorb its activation. */
function wide(layers: number): Plan {
  const { graph, x } = setup();
  const h = dense(graph, x, layer(graph, 'h', [6, 6], 'relu'));
  for (let i = 0; i < layers; i++) dense(graph, h, layer(graph, `head${i}`, [4, 6], 'gelu'));
  return { name: 'wide', step: graph.forward, burst: [] };
}

/** A network whose layers belong to several groups, each with an optimizer. */
function grouped(layers: number): Plan {
  const { graph, x, target } = setup();
  const names = Array.from({ length: layers }, (_, i) => `layer${i}`);
  const hidden = names.reduce(
    (h, name, i) => dense(graph, h, layer(graph, name, [6, 6], 'relu', `group${i % 3}`)),
    x,
  );
  const logits = dense(graph, hidden, layer(graph, 'last', [4, 6], 'identity'));
  const loss = bernoulli(graph, logits, target, { name: 'loss' });
  const { dispatches } = differentiate(graph, [loss], graph.store.parameters);
  const updates = graph.store.groups.flatMap((group) => optimizerUpdate(group, ADAM_DEFAULTS));
  return { name: 'grouped', step: [...graph.forward, ...dispatches, ...updates], burst: [] };
}

/** Number of times that fusion reads a property of a dispatch, per recorded dispatch. */
function reads(plan: Plan): number {
  let count = 0;
  const watched = (dispatch: Dispatch): Dispatch =>
    new Proxy(dispatch, {
      get: (target, name, receiver) => {
        count += 1;
        return Reflect.get(target, name, receiver);
      },
    });
  fuse({ ...plan, step: plan.step.map(watched) });
  return count / plan.step.length;
}

test.each([
  ['deep', deep],
  ['wide', wide],
  ['grouped', grouped],
])('a %s plan of eight times the dispatches takes eight times the work', (_, planOf) => {
  const [small, large] = [planOf(10), planOf(80)];
  expect(large.step.length).toBeGreaterThan(6 * small.step.length);
  expect(fuse(large).step.length).toBeLessThan(0.75 * large.step.length);
  expect(reads(large) / reads(small)).toBeLessThan(1.1);
});
