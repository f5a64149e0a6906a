// @ts-check
/** Compares two results. */
import { isOwn } from './cases.mjs';
import { readResults } from './lib/results.mjs';
import { spread } from './lib/statistics.mjs';
import { figure, markdown, percent } from './table.mjs';

/**
 * @typedef {import('./lib/results.mjs').Results} Results
 * @typedef {{ median: number, min: number, max: number }} Spread
 */

/** @param {string} before @param {string} after files written by the benchmark */
export async function compareResults(before, after) {
  const [a, b] = await Promise.all([readResults(before), readResults(after)]);
  const place = (/** @type {Results} */ results) => `${adapterOf(results)}, ${results.browser}`;
  const commits = `${a.commit ?? 'unknown'} → ${b.commit ?? 'unknown'}`;
  const peaks =
    a.peak && b.peak ? `, peak ${figure(a.peak.gflops)} → ${figure(b.peak.gflops)} GFLOP/s` : '';
  const tables = [compareCases(a, b), compareProducts(a, b)].filter((table) => table !== undefined);
  if (tables.length === 0) throw new Error(`${before} and ${after} have nothing in common`);
  return [
    ...(place(a) === place(b)
      ? []
      : [`Different machines or browsers: ${place(a)} against ${place(b)}.`]),
    `${commits}${peaks}${drift(a, b)}`,
    ...tables,
    '',
  ].join('\n\n');
}

const adapterOf = (/** @type {Results} */ { adapter }) => adapter.description || adapter.vendor;

/**
 * Refuses results of two adapters, whose ratio says nothing about this library.
 *
 * @param {string} before @param {string} after files written by the benchmark
 * @throws naming both adapters if they differ
 */
export async function assertSameAdapter(before, after) {
  const [a, b] = (await Promise.all([readResults(before), readResults(after)])).map(adapterOf);
  if (a === b) return;
  throw new Error(
    `${before} was measured on "${a}", ${after} on "${b}": a ratio says nothing about the library; ` +
      '--across-adapters compares them nevertheless',
  );
}

/**
 * The cases of this library that are slower than before, each as a line that says so. A case that was
 * measured before and is missing now counts among them.
 *
 * @param {string} before @param {string} after files written by the benchmark
 * @param {number} least the least ratio of the medians, after to before
 * @throws if the first file has no case of this library
 */
export async function slowerCases(before, after, least) {
  const [a, b] = await Promise.all([readResults(before), readResults(after)]);
  const own = a.cases.filter(({ contender }) => isOwn(contender));
  if (own.length === 0) throw new Error(`${before} has no case of this library to compare with`);
  return own.flatMap((then) => {
    const now = b.cases.find((each) => key(each) === key(then));
    if (!now) return [`${key(then)}: missing in ${after}`];
    const ratio = now.samplesPerSecond.median / then.samplesPerSecond.median;
    // The condition is also false for NaN.
    return ratio >= least ? [] : [`${key(then)}: ×${ratio.toFixed(3)}, below ×${least}`];
  });
}

const key = (/** @type {Results['cases'][0]} */ { model, batch, contender }) =>
  `${model}, batch ${batch}, ${contender}`;

/** @param {Results} a @param {Results} b */
function compareCases(a, b) {
  const earlier = new Map(a.cases.map((c) => [key(c), c]));
  const rows = b.cases.flatMap((now) => {
    const then = earlier.get(key(now));
    if (!then) return [];
    return [
      [
        key(now),
        figure(then.samplesPerSecond.median),
        figure(now.samplesPerSecond.median),
        change(then.samplesPerSecond, now.samplesPerSecond),
        `${figure(then.firstStepMs / 1000)} → ${figure(now.firstStepMs / 1000)} s`,
        `${then.perStep?.dispatches ?? '–'} → ${now.perStep?.dispatches ?? '–'}`,
        `${then.loss.toFixed(1)} → ${now.loss.toFixed(1)}`,
      ],
    ];
  });
  const head = ['case', 'samples/s before', 'after', 'change', 'first step', 'dispatches', 'loss'];
  return rows.length > 0 ? markdown(head, rows) : undefined;
}

/**
 * The speed-up of the peers between the runs, which is due to the machine.
 *
 * @param {Results} a @param {Results} b
 */
function drift(a, b) {
  const ratios = b.cases.flatMap((now) => {
    const then = a.cases.find((c) => key(c) === key(now));
    return then && !isOwn(now.contender)
      ? [now.samplesPerSecond.median / then.samplesPerSecond.median]
      : [];
  });
  if (ratios.length === 0) return '';
  return `, peers ×${spread(ratios).median.toFixed(2)} in the median: so much is the machine's own drift`;
}

/** @param {Results} a @param {Results} b */
function compareProducts(a, b) {
  const keyOf = (/** @type {Results['products'][0]} */ p) =>
    `${p.model}, batch ${p.batch}, ${p.shape}, ${p.variant}`;
  const range = (/** @type {Results['products'][0]} */ p) => ({ median: p.gflops, ...p.range });
  const earlier = new Map(a.products.map((p) => [keyOf(p), p]));
  const rows = b.products.flatMap((now) => {
    const then = earlier.get(keyOf(now));
    if (!then) return [];
    return [
      [
        keyOf(now),
        figure(then.gflops),
        figure(now.gflops),
        change(range(then), range(now)),
        `${percent(then.shareOfPeak)} → ${percent(now.shareOfPeak)}`,
      ],
    ];
  });
  const head = ['product', 'GFLOP/s before', 'after', 'change', 'of peak'];
  return rows.length > 0 ? markdown(head, rows) : undefined;
}

/** Overlapping ranges count as noise. @param {Spread} then @param {Spread} now */
function change(then, now) {
  const verdict = now.min > then.max ? 'faster' : now.max < then.min ? 'slower' : 'within noise';
  return `×${(now.median / then.median).toFixed(2)} ${verdict}`;
}
