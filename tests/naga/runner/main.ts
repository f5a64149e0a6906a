/** Runs in Deno, whose WebGPU is wgpu with the WGSL compiler naga. Prints one result per line. */
import { Gpu } from '../../../src/gpu/device.ts';
import { kernelCases } from '../../support/kernelCases.ts';
import { loadEverything } from '../../support/loadEverything.ts';
import { runCase } from './cases.ts';
import { combinations, compile } from './compile.ts';
import { fusedRuns, runFused } from './fused.ts';
import { attempt, print } from './result.ts';
import { runSequence, sequences } from './sequences.ts';
import { runs, train } from './training.ts';
import { drawWords } from './words.ts';

await loadEverything();
const gpu = await Gpu.open();
if (process.env.VAE_ADAPTER === 'hardware' && gpu.adapter.software) {
  throw new Error(`VAE_ADAPTER=hardware, but wgpu offers "${gpu.adapter.description}"`);
}
for (const combination of combinations) print(await compile(gpu, combination));
for (const each of kernelCases) print(await runCase(gpu, each));
for (const run of fusedRuns) print(await runFused(gpu, run));
for (const shape of sequences) print(await runSequence(gpu, shape));
print(await attempt(gpu.device, 'words', async () => ({ values: [...(await drawWords(gpu))] })));
for (const run of runs) {
  print(
    await attempt(gpu.device, run.name, async () => ({ values: await train(gpu.device, run) })),
  );
}
gpu.dispose();
