import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useGpu } from '../../support/gpu.ts';
import { tally } from '../../support/tally.ts';
import { THOROUGH } from '../../support/thorough.ts';
import { drawnInputs, drawnKernel, runDrawn, written } from './drawnKernel.ts';
import { runOnDevice } from './runOnDevice.ts';

const gpu = useGpu();

/** DRAWN_RUNS sets the number of kernels, DRAWN_SEED selects others. */
const numRuns = Number(process.env.DRAWN_RUNS ?? (THOROUGH ? 200 : 12));
const seed = Number(process.env.DRAWN_SEED ?? 1);

test('drawn kernels give the same bits on WebGPU and compiled to WebAssembly', async () => {
  await fc.assert(
    fc.asyncProperty(drawnKernel, fc.nat(), async (code, salt) => {
      const inputs = drawnInputs(salt);
      const theirs = written(await runOnDevice(gpu().device, code, 'f', inputs));
      expect(runDrawn(code, inputs)).toEqual(theirs);
      tally('kernels drawn for the compiler to WebAssembly', 1);
    }),
    { numRuns, seed, interruptAfterTimeLimit: 120_000, markInterruptAsFailure: false },
  );
});
