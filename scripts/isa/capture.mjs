// @ts-check
/**
 * Runs on a fake GPU: builds what a request asks for, as the library does, and writes the kernels
 * as JSON. Lines with @@ on stderr separate the compiler's reports of one kernel from the next.
 * Nothing is computed, so a training step ends with an error about NaN, or about whatever else the
 * buffers hold.
 *
 * Usage: node capture.mjs REQUEST.json KERNELS.json
 *
 * Exit code 2 if the request names something that does not exist.
 */
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, isRunnableDevEnvironment } from 'vite';
import { create, globals } from 'webgpu';
import { rowsFor } from './rows.mjs';

/** @import { Built, Request } from './types.ts' */

const STDERR = 2;
const REFUSED = 2;

for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(globals))) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, value);
}
const [requestFile = '', kernelsFile = ''] = process.argv.slice(2);
/** @type {Request} */
const request = JSON.parse(readFileSync(requestFile, 'utf8'));

/** @type {{ kernel: string, label: string, asked: string, code: string, grid: number[] | undefined }[]} */
const built = [];
let asked = '';
/** True until the first commands with a dispatch were submitted. */
let recording = true;
/** @type {import('vite').ViteDevServer | undefined} */
let server;
const codes = new WeakMap();
const records = new WeakMap();
asHardware();
watch();

/** @type {GPUAdapter | null} */
let adapter = null;
try {
  adapter = await create([]).requestAdapter();
  hideFeatures(adapter?.features ?? new Set());
  for (asked of request.variants) await train(asked);
  for (asked of request.programs) await runProgram(asked);
  asked = 'case';
  if (request.kernels.length > 0) await buildCases();
} catch (error) {
  const refused = error instanceof RangeError;
  console.error(refused ? error.message : error);
  process.exit(refused ? REFUSED : 1);
}

/** @type {Built} */
const all = {
  compiler: adapter?.info.description ?? '',
  kernels: built.map(({ grid, ...kernel }) => ({ ...kernel, grid: grid ?? [] })),
};
writeFileSync(kernelsFile, JSON.stringify(all));
process.exit(0);

/**
 * Dawn calls adapters of a driver for Apple's GPUs software, since it knows these GPUs with Metal
 * alone. The library would choose kernels for a CPU.
 */
function asHardware() {
  const { prototype } = GPUAdapterInfo;
  const named = Object.getOwnPropertyDescriptor(prototype, 'architecture')?.get;
  Object.defineProperty(prototype, 'architecture', {
    get() {
      const name = named?.call(this);
      return name === 'software' ? '' : name;
    },
  });
}

/**
 * Devices lack the features that the request does without.
 *
 * @param {ReadonlySet<string>} there
 * @throws RangeError if the GPU has none of that name
 */
function hideFeatures(there) {
  const missing = request.without.find((name) => !there.has(name));
  if (missing !== undefined) {
    throw new RangeError(
      `the GPU has no feature "${missing}"; it has: ${[...there].sort().join(', ')}`,
    );
  }
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = function (descriptor) {
    const asked = [...(descriptor?.requiredFeatures ?? [])];
    const requiredFeatures = asked.filter((name) => !request.without.includes(name));
    return requestDevice.call(this, { ...descriptor, requiredFeatures });
  };
}

/** Notes the code of every pipeline, and the grid of its first dispatch. */
function watch() {
  const { createShaderModule, createComputePipelineAsync } = GPUDevice.prototype;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    const module = createShaderModule.call(this, descriptor);
    codes.set(module, descriptor.code);
    return module;
  };
  // One at a time, so that reports do not mix.
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  GPUDevice.prototype.createComputePipelineAsync = function (descriptor) {
    const { label = '', compute } = descriptor;
    const pipeline = before.then(async () => {
      const record = {
        kernel: compute.entryPoint ?? '',
        label,
        asked,
        code: codes.get(compute.module),
        grid: undefined,
      };
      writeSync(STDERR, `@@kernel ${built.push(record) - 1}\n`);
      try {
        const made = await createComputePipelineAsync.call(this, descriptor);
        records.set(made, record);
        return made;
      } finally {
        writeSync(STDERR, '@@end\n');
      }
    });
    before = pipeline.catch(() => undefined);
    return pipeline;
  };

  const { setPipeline, dispatchWorkgroups } = GPUComputePassEncoder.prototype;
  const current = new WeakMap();
  let dispatched = false;
  GPUComputePassEncoder.prototype.setPipeline = function (pipeline) {
    current.set(this, records.get(pipeline));
    return setPipeline.call(this, pipeline);
  };
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (x, y = 1, z = 1) {
    const record = current.get(this);
    if (record && recording) record.grid ??= [x, y, z];
    dispatched = true;
    return dispatchWorkgroups.call(this, x, y, z);
  };
  const { submit } = GPUQueue.prototype;
  GPUQueue.prototype.submit = function (commands) {
    // The first submit with dispatches holds a whole step; a search for NaN follows.
    if (dispatched) recording = false;
    return submit.call(this, commands);
  };
}

/** @param {string} variant */
async function train(variant) {
  await withModel(variant, (vae) => {
    return vae.fit(rowsFor(vae.architecture, 2 * request.batchSize), { epochs: 1 });
  });
}

/** @param {string} program */
async function runProgram(program) {
  await withModel('auto', (vae) => {
    if (!vae.programs.includes(program)) {
      throw new RangeError(
        `the model has no program "${program}"; it has: ${vae.programs.join(', ')}`,
      );
    }
    const rows = rowsFor(vae.architecture, request.batchSize);
    return vae.run(program, rows);
  });
}

/**
 * Uses a model of the request on a device of its own. An error counts only if nothing was
 * dispatched: what is read back is not what kernels would compute.
 *
 * @param {string} variant
 * @param {(vae: import('../../src/api/vae.ts').VAE) => Promise<unknown>} use
 */
async function withModel(variant, use) {
  recording = true;
  /** @type {typeof import('../../src/index.ts')} */
  const library = await load(join(request.root, 'src/index.ts'));
  const gpu = create([]);
  try {
    const vae = await library.VAE.create({
      gpu: /** @type {any} */ (gpu),
      ...request.model,
      batchSize: request.batchSize,
      burst: 1,
      ...(variant !== 'auto' && { variants: { default: /** @type {any} */ (variant) } }),
    });
    await use(vae);
  } catch (error) {
    if (recording) throw error;
  }
}

/** Builds the largest of the tests' cases of each kernel that the request names. */
async function buildCases() {
  /** @type {typeof import('./cases.ts')} */
  const cases = await load(join(request.root, 'scripts/isa/cases.ts'));
  const gpu = create([]);
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('the fake GPU gave no adapter');
  const device = await adapter.requestDevice();
  for (const { kernel, grid } of await cases.buildCases(request.kernels, device)) {
    for (const record of built)
      if (record.asked === asked && record.kernel === kernel) record.grid = grid;
  }
}

/**
 * Loads a module of TypeScript. The server that compiles it stays, since the library loads parts of
 * itself when they are used.
 *
 * @param {string} file
 */
async function load(file) {
  server ??= await createServer({
    configFile: false,
    root: request.root,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  const { ssr } = server.environments;
  if (!isRunnableDevEnvironment(ssr)) throw new Error('vite cannot run modules of its server');
  return ssr.runner.import(file);
}
