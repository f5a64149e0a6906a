import { describe, expect, test } from 'vitest';
import { modelledTime } from '../../scripts/isa/model.mjs';
import { executedInstructions } from '../../scripts/isa/turns.mjs';
import type { Block, Instruction, SharedAccess } from '../../scripts/isa/types.ts';
import type { InvocationWork } from '../../scripts/work/types.ts';

const chip = { id: 'navi21', units: 60, unit: 'compute units', ghz: 2 };
const each = (op: string, work: Instruction['work'], bytes = 0, args = ''): Instruction => ({
  ...{ op, args, work, bytes, times: 1 },
});
const block = (name: string, next: string[], instructions: Instruction[]): Block => ({
  ...{ name, next, instructions },
});

/** A loop with 64 multiply-adds and some reads of workgroup memory a turn. */
function blocksOf({ reads = 0, unrolled = 1 } = {}): Block[] {
  const turn = [
    ...Array.from({ length: reads }, () => each('ds_read_b128', 'sharedLoad', 16)),
    each('s_waitcnt', 'other', 0, 'lgkmcnt(0)'),
    ...Array.from({ length: 64 }, () => each('v_fmac_f32_e32', 'multiplyAdd')),
  ];
  const body = Array.from({ length: unrolled }, () => turn).flat();
  return [
    block('BB0', ['BB1'], [each('buffer_load_dwordx4', 'load', 16)]),
    block('BB1', ['BB1', 'BB2'], body),
    block('BB2', [], [each('buffer_store_dwordx4', 'store', 16)]),
  ];
}

const reads = (conflicts: number): SharedAccess[] => [
  {
    ...{ variable: 'tile', way: 'read', line: 1 },
    ...{ executions: 1, groups: 8, cycles: 8 * conflicts, worst: conflicts },
  },
];

const workWith = (multiplyAdds: number): InvocationWork => ({
  ...{ nests: [multiplyAdds], multiplyAdds, stores: 1, rareStores: 0, certain: true },
  ...{ loads: 0, sharedLoads: 0, sharedStores: 0 },
});

const timeOf = (given: Partial<Parameters<typeof modelledTime>[0]>): number =>
  modelledTime({
    ...{ blocks: blocksOf(), work: workWith(6400), accesses: [] },
    ...{ workgroups: 1, invocations: 64, chip, ...given },
  });

describe('the modelled time', () => {
  test('is that of the arithmetic where nothing else is', () => {
    // 6400 multiply-adds of two cycles, at 2 GHz.
    expect(timeOf({})).toBeGreaterThan(6.4);
    expect(timeOf({})).toBeLessThan(6.7);
  });

  test('does not depend on how far a loop is unrolled', () => {
    const unrolled = timeOf({ blocks: blocksOf({ unrolled: 4 }) });
    expect(unrolled / timeOf({})).toBeCloseTo(1, 1);
  });

  test('grows with bank conflicts', () => {
    const blocks = blocksOf({ reads: 8 });
    const free = timeOf({ blocks, accesses: reads(1) });
    expect(timeOf({ blocks, accesses: reads(8) })).toBeGreaterThan(1.5 * free);
  });

  test('grows with the launch once all units have as many waves as run at once', () => {
    expect(timeOf({ workgroups: 120 })).toBe(timeOf({}));
    expect(timeOf({ workgroups: 1200 })).toBeGreaterThan(9 * timeOf({ workgroups: 120 }));
  });

  test('is shorter where an invocation has less to do', () => {
    expect(timeOf({ work: workWith(640) })).toBeLessThan(0.2 * timeOf({}));
  });
});

test('an invocation executes the instructions of a loop in each of its turns', () => {
  // A load and a store around 100 turns of a wait and 64 multiply-adds, however they are unrolled.
  expect(executedInstructions(blocksOf(), workWith(6400))).toBe(2 + 100 * 65);
  expect(executedInstructions(blocksOf({ unrolled: 4 }), workWith(6400))).toBe(2 + 100 * 65);
});
