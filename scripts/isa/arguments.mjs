// @ts-check
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { targetsOf } from './vendors/all.mjs';

/** @import { Request } from './types.ts' */
/** @import { Target } from './vendors/all.mjs' */

export const USAGE = `Usage: npm run isa -- [options]

What to build (by default the training step of the classic model at batch 128):
  --architecture FILE   an architecture as JSON
  --input 784 --hidden 400,200 --latent 20   the short form instead
  --batch 128           rows of a batch
  --variant NAME,...    variants of products; "auto" is the library's choice, "all" every one
  --program NAME,...    programs of the model instead, such as encode
  --kernel NAME,...     kernels instead, with the largest of the tests' cases

What to build it for:
  --vendor NAME,...     amd (default), nvidia, apple, adreno, intel
  --chip NAME,...       navi10, navi21, navi31; ga102, tu104; m1; a740; tgl, dg2, lnl, bmg
  --without NAME,...    features that devices lack, such as subgroup-size-control

What to print (by default a Markdown table):
  --asm KERNEL          the instructions of a kernel instead
  --compare A B         two commits, or two variants, side by side
  --json FILE           also writes all figures`;

/**
 * @typedef {object} Arguments
 * @property {boolean} help
 * @property {readonly Target[]} targets
 * @property {Omit<Request, 'root'>} request
 * @property {string | undefined} asm
 * @property {readonly [string, string] | undefined} compare
 * @property {string | undefined} json
 */

/**
 * @param {readonly string[]} args
 * @param {readonly string[]} variants all that exist
 * @returns {Arguments}
 * @throws RangeError for what is unknown or out of range
 */
export function readArguments(args, variants) {
  const { values, positionals } = parse(args);
  const { compare } = values;
  const [second, ...more] = positionals;
  if (more.length > 0 || (second !== undefined) !== (compare !== undefined)) {
    throw new RangeError('only --compare takes two names: --compare A B');
  }
  const programs = list(values.program);
  const kernels = list(values.kernel);
  const asked = values.variant === 'all' ? variants : list(values.variant ?? 'auto');
  for (const name of asked) {
    if (name === 'auto' || variants.includes(name)) continue;
    throw new RangeError(
      `no variant is called "${name}"; there are: auto, all, ${variants.join(', ')}`,
    );
  }
  const step = programs.length === 0 && kernels.length === 0;
  if (!step && values.variant !== undefined) {
    throw new RangeError(
      '--variant is of a training step: leave it out beside --program and --kernel',
    );
  }
  if (values.asm !== undefined && compare !== undefined) {
    throw new RangeError('--asm prints one set of kernels: leave it out beside --compare');
  }
  return {
    help: values.help === true,
    targets: targetsOf(
      values.chip && !values.vendor ? [] : list(values.vendor ?? 'amd'),
      list(values.chip),
    ),
    request: {
      model: modelOf(values),
      batchSize: whole('batch', values.batch ?? '128'),
      variants: step ? asked : [],
      programs,
      kernels,
      without: list(values.without),
    },
    asm: values.asm,
    compare: compare !== undefined && second !== undefined ? [compare, second] : undefined,
    json: values.json,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  /** @type {{ type: 'string' }} */
  const text = { type: 'string' };
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ help: { type: 'boolean' }, architecture: text, input: text, hidden: text },
        ...{ latent: text, batch: text, variant: text, program: text, kernel: text },
        ...{ vendor: text, chip: text, without: text, asm: text, compare: text, json: text },
      },
    });
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {{ architecture?: string, input?: string, hidden?: string, latent?: string }} values */
function modelOf({ architecture, input, hidden, latent }) {
  if (architecture !== undefined) {
    if (input ?? hidden ?? latent) {
      throw new RangeError('give either --architecture or --input, --hidden and --latent');
    }
    return { architecture: readJson(architecture) };
  }
  return {
    config: {
      input: whole('input', input ?? '784'),
      hidden: list(hidden ?? '400').map((units) => whole('hidden', units)),
      latent: whole('latent', latent ?? '20'),
    },
  };
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RangeError(`--architecture: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {string} name @param {string} text */
function whole(name, text) {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new RangeError(`--${name} takes whole numbers from 1, got "${text}"`);
}

/** @param {string | undefined} text */
function list(text) {
  return text === undefined ? [] : text.split(',').filter((name) => name !== '');
}
