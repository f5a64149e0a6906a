// @ts-check
/** @import { Row } from './types.ts' */

/** @type {Readonly<Record<string, (row: Row) => string>>} */
const COLUMNS = {
  chip: ({ chip }) => chip,
  kernel: ({ kernel }) => kernel,
  variant: ({ variant }) => variant,
  workgroups: ({ workgroups }) => String(workgroups),
  'units busy': ({ unitsBusy }) => percent(unitsBusy),
  registers: ({ registers }) => String(registers),
  spills: ({ spills }) => String(spills),
  'workgroup memory': ({ workgroupBytes }) => `${workgroupBytes} B`,
  'in flight': ({ inFlight }) => inFlight,
  code: ({ codeBytes }) => `${codeBytes} B`,
  loads: ({ loads }) => loadsInWords(loads),
  conflicts: ({ conflicts }) => (conflicts === 1 ? '-' : `${conflicts.toFixed(1)}x`),
  'multiply-adds': ({ multiplyAddShare }) => percent(multiplyAddShare),
  'modelled, uncalibrated': ({ modelled }) =>
    modelled === undefined ? '-' : `${modelled.toFixed(0)} µs`,
};

/**
 * Rows as a Markdown table.
 *
 * @param {readonly Row[]} rows
 */
export function table(rows) {
  const cells = rows.map((row) => Object.values(COLUMNS).map((cell) => cell(row)));
  return `${markdown(Object.keys(COLUMNS), cells)}\n\n${compilers(rows)}`;
}

/**
 * Two reports side by side: `before → after` where they differ.
 *
 * @param {readonly Row[]} before
 * @param {readonly Row[]} after
 */
export function comparison(before, after) {
  const rows = pairs(before, after).map(([a, b]) =>
    Object.values(COLUMNS).map((cell) => {
      const [old, now] = [a ? cell(a) : 'none', b ? cell(b) : 'none'];
      return old === now ? now : `${old} → ${now}`;
    }),
  );
  return `${markdown(Object.keys(COLUMNS), rows)}\n\n${compilers([...before, ...after])}`;
}

/** @param {readonly Row[]} rows */
function compilers(rows) {
  return [...new Set(rows.map(({ chip, compiler }) => `${chip}: ${compiler}`))].join('; ');
}

/**
 * Rows of the same dispatch on the same chip.
 *
 * @param {readonly Row[]} before
 * @param {readonly Row[]} after
 * @returns {[Row | undefined, Row | undefined][]}
 */
function pairs(before, after) {
  const names = new Set(before.map(({ asked }) => asked));
  // Two variants side by side have different names; two commits have the same.
  const same = after.some(({ asked }) => names.has(asked));
  /** @param {Row} row */
  const key = ({ chip, kernel, label, asked }) => `${chip} ${kernel} ${label} ${same ? asked : ''}`;
  const old = new Map(before.map((row) => [key(row), row]));
  const now = new Map(after.map((row) => [key(row), row]));
  return [...new Set([...old.keys(), ...now.keys()])].map((name) => [old.get(name), now.get(name)]);
}

/** @param {readonly string[]} names @param {readonly (readonly string[])[]} rows */
function markdown(names, rows) {
  const lines = [names, names.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param {Readonly<Record<string, number>>} loads */
function loadsInWords(loads) {
  const widths = Object.entries(loads).sort(([a], [b]) => Number(b) - Number(a));
  return widths.map(([bytes, count]) => `${count} of ${bytes} B`).join(', ') || '-';
}

/** @param {number | undefined} share */
function percent(share) {
  return share === undefined ? '-' : `${Math.round(100 * share)} %`;
}
