// @ts-check
/**
 * Finds the environment in which the browser offers the hardware adapter: `node chrome.mjs OUT [SOFTWARE_DRIVER]`. Chrome
 * asks Vulkan for its pictures too, and some drivers cannot show any. It tries in turn: the one driver for everything,
 * the driver under the older name, which leaves to SwiftShader what names it itself, and both drivers. The first that
 * works is written to OUT as JSON. With VAE_ADAPTER=software any adapter is good.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { browserRuntime } from '../lib/browserRuntime.mjs';
import { servePages } from '../lib/pages.mjs';

const [out = '', softwareDriver = ''] = process.argv.slice(2);
const kind = process.env.VAE_ADAPTER === 'software' ? 'software' : 'hardware';
const driver = process.env.VK_DRIVER_FILES ?? '';
/** @type {Record<string, string | undefined>[]} */
const settings = [
  { VK_DRIVER_FILES: driver, VK_ICD_FILENAMES: undefined },
  { VK_DRIVER_FILES: undefined, VK_ICD_FILENAMES: driver },
  {
    VK_DRIVER_FILES: [driver, softwareDriver].join(path.delimiter),
    VK_ICD_FILENAMES: undefined,
  },
];

const pages = await servePages(['adapter']);
let found;
for (const each of settings) {
  for (const [name, value] of Object.entries(each)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  const seen = await look().catch((error) => String(error).split('\n')[0]);
  console.log(`${JSON.stringify(each)}: ${JSON.stringify(seen)}`);
  if (typeof seen === 'object' && seen && (kind === 'software' || !seen.software)) {
    found = each;
    break;
  }
}
await pages.close();
if (found)
  await writeFile(
    out,
    JSON.stringify(found, (_, value) => value ?? null),
  );
else console.error(`the browser offers no ${kind} adapter in any of these`);
process.exitCode = found ? 0 : 3;

/** @returns {Promise<import('../lib/runtime.mjs').Adapter | null>} */
async function look() {
  const runtime = browserRuntime({ adapter: kind, executable: undefined }, pages.url);
  const page = await runtime.open('adapter');
  try {
    return await page.call('describe');
  } finally {
    await page.close();
  }
}
