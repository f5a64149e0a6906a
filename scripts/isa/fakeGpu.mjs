// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VENDORS } from './vendors/all.mjs';

/** @import { Built, Compiled, Kernel, Request, VendorName } from './types.ts' */

const LIBRARIES = 'usr/lib/x86_64-linux-gnu';
/** Exit code of a process that was asked for something that does not exist. */
const REFUSED = 2;
/** The first line of each listing that a compiler prints to stdout. */
const LISTING = /^(?=shader: MESA_SHADER_COMPUTE$)/m;

/**
 * Builds kernels on a GPU that does not exist. The compilers are Mesa's; the kernel driver below
 * them is a library that is loaded before all others and answers for the chip.
 *
 * @param {object} options
 * @param {string} options.compilers the folder with Mesa
 * @param {string} [options.shim] the fake kernel driver, if it does not lie there
 * @param {VendorName} options.vendor
 * @param {string} options.chip
 * @param {Request} options.request
 * @returns {Promise<{ compiler: string, kernel: Kernel, compiled: Compiled }[]>} the kernels that
 *   were dispatched
 * @throws RangeError if the request names something that does not exist
 */
export async function build({ compilers, shim, vendor, chip, request }) {
  const { driver, shim: name, chips, environment, listings, parse } = VENDORS[vendor];
  const known = chips[chip];
  if (!known) throw new RangeError(`${vendor} has no chip "${chip}"`);
  const folder = mkdtempSync(join(tmpdir(), 'webgpu-vae-isa-'));
  try {
    const lib = join(compilers, LIBRARIES);
    const icd = join(folder, 'icd.json');
    const description = join(compilers, 'usr/share/vulkan/icd.d', `${driver}_icd.json`);
    writeFileSync(icd, withFolder(readFileSync(description, 'utf8'), lib));
    const [asked, answer] = [join(folder, 'request.json'), join(folder, 'kernels.json')];
    writeFileSync(asked, JSON.stringify(request));
    const outputs = { stdout: join(folder, 'stdout'), stderr: join(folder, 'stderr') };
    const code = await run(
      join(compilers, 'usr/lib64/ld-linux-x86-64.so.2'),
      [
        ...['--library-path', lib],
        ...['--preload', shim ?? join(lib, `lib${name}_noop_drm_shim.so`)],
        ...[
          process.execPath,
          fileURLToPath(new URL('capture.mjs', import.meta.url)),
          asked,
          answer,
        ],
      ],
      { ...environment(known), VK_DRIVER_FILES: icd, VK_ICD_FILENAMES: icd },
      outputs,
    );
    const said = readFileSync(outputs.stderr, 'utf8');
    if (code === REFUSED) throw new RangeError(endOf(said));
    if (code !== 0) throw new Error(`${chip}: the kernels were not built:\n${endOf(said)}`);
    /** @type {Built} */
    const { compiler, kernels } = JSON.parse(readFileSync(answer, 'utf8'));
    const printed =
      listings === 'stdout' ? readFileSync(outputs.stdout, 'utf8').split(LISTING) : [];
    return reportsOf(said).flatMap(({ number, report }) => {
      const kernel = kernels[number];
      // A pipeline that was built and not dispatched belongs to another part of the library.
      if (!kernel || kernel.grid.length === 0) return [];
      return [{ compiler, kernel, compiled: parse(report, printed[number] ?? '') }];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The description of a driver whose library lies in `lib`. @param {string} json @param {string} lib */
function withFolder(json, lib) {
  const { ICD, ...rest } = JSON.parse(json);
  return JSON.stringify({ ...rest, ICD: { ...ICD, library_path: join(lib, ICD.library_path) } });
}

/** @param {string} said */
function reportsOf(said) {
  return said
    .split(/^@@kernel /m)
    .slice(1)
    .map((part) => ({
      number: Number.parseInt(part, 10),
      report: part.slice(part.indexOf('\n') + 1).split(/^@@end$/m)[0] ?? '',
    }));
}

/** The end of what a process said, without the compilers' reports. @param {string} said */
function endOf(said) {
  return said
    .replace(/^@@kernel [\s\S]*?^@@end$/gm, '')
    .trim()
    .split('\n')
    .slice(-12)
    .join('\n');
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} variables
 * @param {{ stdout: string, stderr: string }} files
 * @returns {Promise<number | null>} the exit code
 */
async function run(program, args, variables, { stdout, stderr }) {
  const [out, err] = [openSync(stdout, 'w'), openSync(stderr, 'w')];
  // Libraries of the machine would be mixed with Mesa's.
  const { LD_LIBRARY_PATH: _, ...inherited } = process.env;
  try {
    const child = spawn(program, [...args], {
      stdio: ['ignore', out, err],
      env: { ...inherited, ...variables, MESA_SHADER_CACHE_DISABLE: 'true', NO_COLOR: '1' },
    });
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
  } finally {
    closeSync(out);
    closeSync(err);
  }
}
