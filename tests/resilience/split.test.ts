import { beforeEach, expect, test } from 'vitest';
import { countCalls } from '../training/wrap.ts';
import { createVae, data, expectSameBits, newDevice, STEPS } from './models.ts';

const device = await newDevice();

let calls: ReturnType<typeof countCalls>;
beforeEach(() => {
  calls = countCalls();
});

test.each([
  { burst: 'auto', bursts: STEPS },
  { burst: 3, bursts: STEPS / 3 },
] as const)(
  'work that would take too long is spread over submits, to the same bits: burst $burst',
  async (how) => {
    const whole = await createVae({ device });
    await whole.fit(data, { epochs: 1 });
    const split = await createVae({ device, burst: how.burst, maxSubmitMs: 1e-9 });
    const before = { ...calls };
    await split.fit(data, { epochs: 1 });
    const submits = calls.submits - before.submits;
    const dispatches = calls.dispatches - before.dispatches;
    // Two sums after each burst.
    expect(dispatches).toBe(STEPS * split.statistics.dispatchesPerStep + 2 * how.bursts);
    // One submit per dispatch, and one for the snapshot at the end; at the start nothing has
    // changed.
    expect(submits).toBe(dispatches + 1);
    await expectSameBits(split, whole);
  },
);

test('one step goes into as many submits as its time calls for', async () => {
  const whole = await createVae({ device });
  await whole.fit(data, { epochs: 1 });
  const split = await createVae({ device, burst: 'auto', maxSubmitMs: 0.01 });
  const { submits } = calls;
  await split.fit(data, { epochs: 1 });
  expect(calls.submits - submits).toBeGreaterThan(STEPS + 2);
  await expectSameBits(split, whole);
});
