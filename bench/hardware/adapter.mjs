// @ts-check
/**
 * `node adapter.mjs hardware|software` prints as JSON what the adapter says of itself, and fails where there is none;
 * `node adapter.mjs loader` prints where the packaged Vulkan loader and SwiftShader lie. The library must be built.
 */
import { createRequire } from 'node:module';
import { builtNodeLibrary } from '../lib/study.mjs';

const { openGpu, softwareEnvironment } = await builtNodeLibrary();
const wanted = process.argv[2] ?? '';
if (wanted === 'loader') {
  console.log(JSON.stringify(await softwareEnvironment()));
  process.exit(0);
}

const { adapter, info, software } = await openGpu(wanted === 'software' ? 'software' : 'hardware');
/** The fields of an object of the platform, which are getters. @param {object} from */
const plain = (from) => {
  /** @type {Record<string, unknown>} */
  const all = {};
  for (const name in from) {
    const value = /** @type {Record<string, unknown>} */ (from)[name];
    if (['string', 'number', 'boolean'].includes(typeof value)) all[name] = value;
  }
  return all;
};
const device = await adapter.requestDevice();
const dawn = createRequire(import.meta.url)('webgpu/package.json').version;
const features = [...adapter.features].sort();
const limits = plain(adapter.limits);
console.log(
  JSON.stringify({ software, info: plain(info), features, limits, dawn, node: process.version }),
);
device.destroy();
// Dawn may abort the process when it is torn down at a natural end.
process.exit(0);
