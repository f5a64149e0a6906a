// @ts-check
/** Two results side by side: `node bench/compare.mjs before.json after.json`. */
import { pathToFileURL } from 'node:url';
import { readResults } from './lib/results.mjs';
import { figure, markdown } from './table.mjs';

/** @param {string} before @param {string} after files written by the benchmark */
export async function compareResults(before, after) {
  const [a, b] = await Promise.all([readResults(before), readResults(after)]);
  const parts = [];
  const place = (/** @type {typeof a} */ r) =>
    `${r.adapter.description || r.adapter.vendor}, ${r.browser}`;
  if (place(a) !== place(b))
    parts.push(`Different machines or browsers: ${place(a)} against ${place(b)}.`);

  const key = (/** @type {import('./lib/results.mjs').Case} */ c) =>
    `${c.model}, batch ${c.batch}, ${c.contender}`;
  const earlier = new Map(a.cases.map((c) => [key(c), c]));
  const rows = b.cases.flatMap((now) => {
    const then = earlier.get(key(now));
    if (!then) return [];
    const [x, y] = [then.samplesPerSecond, now.samplesPerSecond];
    // Ranges that overlap are noise until more rounds say otherwise.
    const verdict = y.min > x.max ? 'faster' : y.max < x.min ? 'slower' : 'within noise';
    return [
      [
        key(now),
        figure(x.median),
        figure(y.median),
        `×${(y.median / x.median).toFixed(2)} ${verdict}`,
        `${figure(then.firstStepMs / 1000)} → ${figure(now.firstStepMs / 1000)} s`,
        `${then.perStep?.dispatches ?? '–'} → ${now.perStep?.dispatches ?? '–'}`,
        `${then.loss.toFixed(1)} → ${now.loss.toFixed(1)}`,
      ],
    ];
  });
  if (rows.length === 0) throw new Error(`${before} and ${after} have no case in common`);
  parts.push(
    markdown(
      ['case', 'samples/s before', 'after', 'change', 'first step', 'dispatches', 'loss'],
      rows,
    ),
  );
  return `${parts.join('\n\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [before, after] = process.argv.slice(2);
  if (before === undefined || after === undefined) {
    console.error('usage: node bench/compare.mjs before.json after.json');
    process.exit(2);
  }
  process.stdout.write(await compareResults(before, after));
}
