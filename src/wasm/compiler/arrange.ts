import { i32, op } from './fold.ts';
import { get, type Label, type Node, type Step, variable } from './ir.ts';
import type { Kernel } from './lower.ts';
import { divide, type Part, type Round } from './rounds.ts';
import { Slots } from './slots.ts';
import { analyseUniformity } from './uniformity.ts';

/** The steps of a workgroup, and the memory that they need. */
export interface Arranged {
  readonly body: readonly Step[];
  readonly scratchBytes: number;
}

/**
 * Arranges the invocations of a workgroup one after the other.
 *
 * Between two barriers all invocations run in a loop: a *round*. Control flow around a barrier is
 * the same for all of them, as WGSL demands, so it is executed once for the workgroup, between the
 * rounds. What an invocation computes in one round and needs in another is computed again if that
 * is cheap, else kept in memory, a slot an invocation.
 *
 * Source of the method: Jääskeläinen et al., "pocl: A Performance-Portable OpenCL Implementation",
 * International Journal of Parallel Programming 43, 2015.
 *
 * @throws Misfit if invocations part before a barrier
 */
export function arrange(kernel: Kernel): Arranged {
  const { invocations, shared, sharedBytes, own, ownBytes } = kernel;
  const clear: readonly Step[] =
    sharedBytes > 0 ? [{ kind: 'fill', address: get(shared), bytes: sharedBytes }] : [];
  if (invocations === 1) {
    const start = op('i32.add', 'i32', get(shared), i32(sharedBytes));
    return {
      body: [
        ...clear,
        { kind: 'set', variable: own, value: start },
        ...withoutBarriers(kernel.body),
      ],
      scratchBytes: sharedBytes + ownBytes,
    };
  }
  const uniformity = analyseUniformity(kernel.body, [kernel.lane, own]);
  const rounds: Round[] = [];
  const outline = divide(kernel.body, uniformity, rounds, new Set());
  const slots = new Slots(rounds, uniformity, kernel);
  const ownStride = rounds.length > 1 ? ownBytes : 0;
  const slotsStart = sharedBytes + (ownStride > 0 ? ownBytes * invocations : ownBytes);
  const at = (start: number, stride: number): Node =>
    op(
      'i32.add',
      'i32',
      op('i32.add', 'i32', get(shared), op('i32.mul', 'i32', get(kernel.lane), i32(stride))),
      i32(start),
    );
  const body = outline.flatMap((part) =>
    assemble(part, (round) => {
      const slot = variable('i32');
      return loopOver(kernel, [
        ...(ownBytes > 0
          ? [{ kind: 'set', variable: own, value: at(sharedBytes, ownStride) } as const]
          : []),
        ...slots.around(round, slot, at(slotsStart, slots.bytes)),
      ]);
    }),
  );
  return { body: [...clear, ...body], scratchBytes: slotsStart + slots.bytes * invocations };
}

function withoutBarriers(steps: readonly Step[]): Step[] {
  return steps.flatMap((step): Step[] => {
    if (step.kind === 'barrier') return [];
    if (step.kind === 'if') {
      const { taken, otherwise } = step;
      return [{ ...step, taken: withoutBarriers(taken), otherwise: withoutBarriers(otherwise) }];
    }
    if (step.kind !== 'block' && step.kind !== 'loop') return [step];
    return [{ ...step, body: withoutBarriers(step.body) }];
  });
}

function assemble(part: Part, run: (round: Round) => readonly Step[]): readonly Step[] {
  if (part.kind === 'once') return [part.step];
  if (part.kind === 'round') return run(part.round);
  const [first = [], second = []] = part.inside.map((parts) =>
    parts.flatMap((each) => assemble(each, run)),
  );
  const { step } = part;
  if (step.kind === 'if') return [{ ...step, taken: first, otherwise: second }];
  if (step.kind === 'block' || step.kind === 'loop') return [{ ...step, body: first }];
  return [step];
}

/** A loop over the invocations. */
function loopOver({ lane, invocations }: Kernel, body: readonly Step[]): Step[] {
  const label: Label = { name: 'invocations' };
  const next = op('i32.add', 'i32', get(lane), i32(1));
  const condition = op('i32.lt_u', 'i32', get(lane), i32(invocations));
  return [
    { kind: 'set', variable: lane, value: i32(0) },
    {
      kind: 'loop',
      label,
      body: [
        ...body,
        { kind: 'set', variable: lane, value: next },
        { kind: 'branch', label, condition },
      ],
    },
  ];
}
