// @ts-check
/**
 * Prints what GPU compilers make of the kernels, without a GPU; docs/isa.md explains each column.
 *
 * Usage: node scripts/isa.mjs --help
 *
 * Exit code 1 if kernels do not compile, 2 if an argument is invalid, 3 if the compilers cannot be
 * set up on this machine.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readArguments, USAGE } from './isa/arguments.mjs';
import { atCommit } from './isa/commits.mjs';
import { SetupError } from './isa/compilers.mjs';
import { productsOf } from './isa/products.mjs';
import { report } from './isa/report.mjs';
import { comparison, table } from './isa/table.mjs';

/** @import { Row } from './isa/types.ts' */

const root = fileURLToPath(new URL('..', import.meta.url));
const variants = [...productsOf(root).keys()];

try {
  const given = readArguments(process.argv.slice(2), variants);
  if (given.help) console.log(USAGE);
  else if (given.compare) await compare(given.compare, given);
  else await show(given);
} catch (error) {
  console.error(`isa: ${error instanceof Error ? error.message : error}`);
  process.exitCode = error instanceof SetupError ? 3 : error instanceof RangeError ? 2 : 1;
}

/** @param {import('./isa/arguments.mjs').Arguments} given */
async function show({ targets, request, asm, json }) {
  const rows = await report(targets, { ...request, root }, tell);
  write(json, rows);
  if (asm === undefined) {
    console.log(table(rows));
    return;
  }
  const found = rows.filter(({ kernel }) => kernel === asm);
  if (found.length === 0) {
    const built = [...new Set(rows.map(({ kernel }) => kernel))].join(', ');
    throw new RangeError(`no kernel "${asm}" was built; there are: ${built}`);
  }
  for (const { chip, kernel, label, variant, listing } of found) {
    console.log(`; ${chip}, ${kernel} (${label}), ${variant}\n${listing}`);
  }
}

/**
 * @param {readonly [string, string]} names
 * @param {import('./isa/arguments.mjs').Arguments} given
 */
async function compare(names, { targets, request, json }) {
  /** @type {Row[][]} */
  const sides = [];
  for (const name of names) {
    const rows =
      name === 'auto' || variants.includes(name)
        ? await report(targets, { ...request, variants: [name], root }, tell)
        : await atCommit(root, name, (tree) => report(targets, { ...request, root: tree }, tell));
    sides.push(rows);
  }
  const [before = [], after = []] = sides;
  write(json, { [names[0]]: before, [names[1]]: after });
  console.log(comparison(before, after));
}

/** @param {string | undefined} file @param {unknown} figures */
function write(file, figures) {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(figures, null, 1)}\n`);
}

/** @param {string} text */
function tell(text) {
  console.error(`isa: ${text}`);
}
