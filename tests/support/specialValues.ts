import { tensorsOf } from '../../src/graph/plan.ts';
import type { PreparedCase } from './preparedCase.ts';
import { TestRandom } from './random.ts';

/** Kinds of values in a case. */
export const MIXES = ['ordinary', 'extreme', 'zeros', 'denormal', 'mixed'] as const;
export type Mix = (typeof MIXES)[number];

/** Maximum magnitude by tensor: functions of outputs and log variances saturate there. */
const EXTREMES: Readonly<Record<string, number>> = {
  outputs: 100,
  logits: 100,
  stats: 30,
  preactivation: 1e4,
};

/** Below the smallest normal f32; a device may flush it to zero. */
const DENORMAL = 1e-41;

/** Tensors that keep the case's values, because other values were computed from them. */
const KEPT = new Set([
  ...['activated', 'noise', 'targets', 'tokens', 'settings', 'known', 'counts'],
  ...['scalars', 'open', 'skipped', 'sigma', 'observed'],
]);

/** Tensors with padding inside, where the case has zeros. */
const PADDED = new Set(['parts']);

const POSITIVE = new Set(['x', 'data', 'squares', 'moments', 'running_var']);

/** The same case with values of a mix; shapes and integers do not change. */
export function withValues(prepared: PreparedCase, mix: Mix, salt: number): PreparedCase {
  const random = new TestRandom(salt);
  const values = Object.fromEntries(
    tensorsOf(prepared.dispatch)
      .filter(([, { name, dtype }]) => dtype === 'f32' && !KEPT.has(name))
      .map(([, { name }]) => {
        const before = prepared.values[name] ?? new Float64Array();
        const size = before.length;
        const draws = random.uniform(size, -1, 1);
        const kinds = random.integers(size, MIXES.length - 1);
        return [
          name,
          draws.map((draw, i) => {
            if (PADDED.has(name) && before[i] === 0) return 0;
            const kind = mix === 'mixed' ? (MIXES[kinds[i] ?? 0] ?? 'zeros') : mix;
            const value = Math.fround(special(name, kind, draw));
            // Targets lie in [0, 1]; second moments and squares are never negative.
            const positive = POSITIVE.has(name) || 3 * i >= 2 * size;
            return positive && !(name in EXTREMES) ? Math.abs(value) : value;
          }),
        ] as const;
      }),
  );
  return { ...prepared, values: { ...prepared.values, ...values } };
}

function special(name: string, kind: Mix, draw: number): number {
  switch (kind) {
    case 'zeros':
      return 0;
    case 'denormal':
      return Math.sign(draw) * DENORMAL;
    case 'extreme':
      return Math.sign(draw) * (EXTREMES[name] ?? 1);
    default:
      return draw * (EXTREMES[name] ?? 1);
  }
}
