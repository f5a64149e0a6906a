import { expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { packArenas } from '../../src/fusion/packArenas.ts';
import { physicalSize, TENSOR_ALIGNMENT } from '../../src/graph/layout.ts';
import { type Plan, planTensors } from '../../src/graph/plan.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { fired, seedPlan, updateOf } from './plans.ts';

/** The tensors of an arena, in order. */
function members(plan: Plan, arena: string): Tensor[] {
  return planTensors(plan)
    .filter((tensor) => tensor.arena === arena && tensor.role !== 'arena')
    .sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
}

test.each([
  ['recorded', packArenas(seedPlan())],
  ['fused', fuse(seedPlan())],
  ['of odd sizes', fuse(seedPlan({ input: 37, hidden: [53, 29], latent: 3 }))],
])('tensors of one arena are aligned and apart: a plan %s', (_, plan) => {
  for (const arena of ['activations', 'gradients']) {
    const lying = members(plan, arena);
    expect(lying.length).toBeGreaterThan(1);
    let end = 0;
    for (const { name, shape, offset = Number.NaN } of lying) {
      expect(offset % TENSOR_ALIGNMENT, name).toBe(0);
      expect(offset, name).toBeGreaterThanOrEqual(end);
      end = offset + physicalSize(shape);
    }
  }
});

test('activations and gradients are packed, and nothing else', () => {
  const packed = planTensors(packArenas(seedPlan()));
  const arenas = { activation: 'activations', gradient: 'gradients' };
  for (const { name, role, arena } of packed) {
    expect(arena, name).toBe(arenas[role as keyof typeof arenas]);
  }
});

test('where all would take too much, only what the update of dense layers reads is packed', () => {
  const plan = seedPlan();
  const packed = packArenas(plan, 0);
  const layers = plan.step.filter(({ kernel }) => kernel === 'dense_backward_weight');
  const read = layers.flatMap(({ bindings, slots }) => [bindings.dy, slots.load?.bindings.x]);
  const names = read.flatMap((tensor) => tensor?.name ?? []);
  const lying = ['activations', 'gradients'].flatMap((arena) => members(packed, arena));
  expect(lying.map(({ name }) => name).sort()).toEqual([...new Set(names)].sort());
  expect(fired(packed, updateOf(packed))).toBeDefined();
});

test('a tensor lies at one place wherever it is bound', () => {
  const plan = packArenas(seedPlan());
  const places = new Map<string, Set<number | undefined>>();
  for (const { bindings, slots } of plan.step) {
    const bound = [bindings, ...Object.values(slots).map((use) => use.bindings)];
    for (const { name, offset } of bound.flatMap((each) => Object.values(each))) {
      places.set(name, (places.get(name) ?? new Set()).add(offset));
    }
  }
  expect([...places].filter(([, offsets]) => offsets.size > 1)).toEqual([]);
});

test('the whole arena reaches to the end of its last tensor', () => {
  const plan = fuse(seedPlan());
  for (const arena of ['activations', 'gradients']) {
    const whole = planTensors(plan).find(({ role, name }) => role === 'arena' && name === arena);
    const ends = members(plan, arena).map(({ shape, offset = 0 }) => offset + physicalSize(shape));
    expect(whole?.shape).toEqual([Math.max(...ends)]);
  }
});
