import { describe, expect, test } from 'vitest';
import type { Launch } from '../../src/gpu/encodeLaunch.ts';
import { Race } from '../../src/gpu/race.ts';
import type { Timestamps } from '../../src/gpu/timestamps.ts';

type Measure = Timestamps['measure'];

/** Duration of a launch in milliseconds, by label. */
type Costs = Readonly<Record<string, number>>;

interface Pass {
  readonly label: string;
  launches: number;
}

/**
 * Runs a race between launches with given costs.
 * @param clock the measured time of a pass that takes `ms`, the nth of its launch
 */
async function raceOf(costs: Costs, clock: (ms: number, pass: Pass, nth: number) => number) {
  const submits: Pass[][] = [];
  const counts = new Map<string, number>();
  const measure: Measure = async (encode) => {
    const passes: Pass[] = [];
    encode((label) => {
      const pass = { label, launches: 0, end: () => {} };
      passes.push(pass);
      return pass as unknown as GPUComputePassEncoder;
    });
    submits.push(passes);
    return passes.map((pass) => {
      const nth = (counts.get(pass.label) ?? 0) + 1;
      counts.set(pass.label, nth);
      return clock(pass.launches * (costs[pass.label] ?? Number.NaN), pass, nth);
    });
  };
  const launch = (pass: GPUComputePassEncoder): void => {
    (pass as unknown as Pass).launches += 1;
  };
  const race = new Race({ device: {} as GPUDevice, lost: undefined }, { launch }, { measure });
  const launches = Object.keys(costs).map((label) => ({ label }) as Launch);
  const times = await race.run(launches, 0);
  return { times, submits, rounds: submits.filter((passes) => passes.length > 1) };
}

/** A clock with a resolution of `unit` milliseconds. */
const ticks = (unit: number) => (ms: number) => unit * Math.floor(ms / unit);

/** Labels of the participants in the first round. */
const racing = (rounds: readonly Pass[][]): string[] => rounds[0]?.map(({ label }) => label) ?? [];

describe('where the clock is coarse', () => {
  test('a launch too short to be seen alone puts nobody out of the race', async () => {
    const { times, rounds } = await raceOf({ short: 0.06, near: 0.11, long: 0.3 }, ticks(0.1));
    expect(racing(rounds)).toEqual(['short', 'near']);
    expect(times[0]).toBeCloseTo(0.06, 2);
    expect(times[1]).toBeCloseTo(0.11, 2);
  });

  test('nor does one that is too short for the longest pass', async () => {
    const { times, rounds } = await raceOf({ unseen: 1e-6, a: 0.02, b: 0.03 }, ticks(0.1));
    expect(racing(rounds)).toEqual(['unseen', 'a', 'b']);
    expect(times[0]).toBe(0);
    expect(times[2]).toBeCloseTo(0.03, 2);
  });

  test('a launch far behind one that was not seen alone is out', async () => {
    const { times, rounds } = await raceOf({ a: 0.04, b: 0.05, slow: 0.3 }, ticks(0.1));
    expect(racing(rounds)).toEqual(['a', 'b']);
    expect(times[2]).toBeCloseTo(0.3, 1);
  });
});

test('a pass that reads 0 by chance is no figure', async () => {
  const first = (ms: number, _: Pass, nth: number) => (nth === 1 ? 0 : ms);
  const { times, rounds } = await raceOf({ a: 6, b: 7 }, first);
  expect(racing(rounds)).toEqual(['a', 'b']);
  expect(times).toEqual([6, 7]);
  // Already long enough: a measured 0 does not make the passes longer.
  for (const round of rounds) expect(round.map(({ launches }) => launches)).toEqual([1, 1]);
});

test('a first pass that is too short by far does not make later ones look slow', async () => {
  // Some drivers report the end of a short pass too early.
  const early = (ms: number, { launches }: Pass) => (launches === 1 ? ms / 100 : ms);
  const { rounds, times } = await raceOf({ a: 0.5, b: 0.6 }, early);
  expect(racing(rounds)).toEqual(['a', 'b']);
  expect(times).toEqual([expect.closeTo(0.5), expect.closeTo(0.6)]);
  for (const round of rounds) {
    for (const { launches } of round) expect(launches).toBeLessThanOrEqual(16);
  }
});

test('one figure that came out long by chance puts nobody out of the race', async () => {
  for (const late of [1, 2, 3, 4]) {
    const clock = (ms: number, { label }: Pass, nth: number) =>
      label === 'b' && nth === late ? 9 * ms : ms;
    const { rounds } = await raceOf({ a: 0.5, b: 0.6 }, clock);
    expect(racing(rounds)).toEqual(['a', 'b']);
  }
});

test('what the clock did not see counts in the length of a submit', async () => {
  const costs = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`launch ${i}`, 1e-6]));
  const { submits } = await raceOf(costs, ticks(0.1));
  // 30 passes might take 5 ms each, too long for one submit.
  expect(submits.every((passes) => passes.length === 1)).toBe(true);
});
