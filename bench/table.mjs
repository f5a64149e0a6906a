// @ts-check
/** Formats results as the Markdown in the README: `node bench/table.mjs [results.json]`. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { groupBy } from './lib/group.mjs';
import { readResults } from './lib/results.mjs';

/** The peers that serve as reference: the throughput of others is given as a multiple of theirs. */
const YARDSTICKS = ['jax-js-webgpu', 'tfjs-webgpu'];

/** @param {number} value three significant digits below 100, no decimals above */
export function figure(value) {
  return value >= 100
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(3)));
}

/** @param {string[]} head @param {string[][]} rows */
export function markdown(head, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** @param {number} share */
export const percent = (share) => `${figure(100 * share)} %`;

/** @param {import('./lib/results.mjs').Results} results */
export function resultsTable(results) {
  const { adapter, browser, peak } = results;
  const name =
    adapter.description || [adapter.vendor, adapter.architecture].filter(Boolean).join(' ');
  const kind = adapter.software ? '**software adapter** ' : '';
  const parts = [
    ...(results.failed ?? []).map(({ part, reason }) => `**FAILED: ${part}**: ${reason}`),
    peak
      ? `${kind}${name}, ${browser}: peak ${figure(peak.gflops)} GFLOP/s multiply-add in registers, ` +
        `${figure(peak.gbPerSecond)} GB/s copied.`
      : `${kind}${name}, ${browser}.`,
  ];
  for (const [title, cases] of grouped(results.cases)) {
    parts.push(`**${title}**`, caseTable(cases, results.versions));
  }
  for (const [title, products] of grouped(results.products)) {
    if (peak) parts.push(`**Products of ${title}**`, productTable(products, peak));
  }
  if ((results.leftOut ?? []).length > 0) parts.push(leftOutNote(results.leftOut));
  for (const step of results.steps ?? []) parts.push(...stepParts(step));
  return `${parts.join('\n\n')}\n`;
}

/** @template {{ model: string, batch: number }} T @param {T[]} entries */
function grouped(entries) {
  return groupBy(entries, ({ model, batch }) => `${model}, batch ${batch}`);
}

/** @param {import('./lib/results.mjs').Case[]} cases @param {Record<string, string>} versions */
function caseTable(cases, versions) {
  const yardsticks = YARDSTICKS.flatMap((name) => {
    const found = cases.find(({ contender }) => contender === name);
    return found ? [{ name, median: found.samplesPerSecond.median }] : [];
  });
  const head = [
    '',
    'samples/s (min–max)',
    ...yardsticks.map(({ name }) => `× ${name}`),
    'first step',
    'dispatches',
    'submits',
    'bind groups',
    'buffers',
    'writes',
    'pipelines',
    'GPU memory (training)',
    'loss',
  ];
  const sorted = cases.toSorted((a, b) => b.samplesPerSecond.median - a.samplesPerSecond.median);
  const rows = sorted.map(
    ({
      contender,
      samplesPerSecond: { median, min, max },
      firstStepMs,
      perStep,
      gpuBytes,
      gpuBytesTraining,
      loss,
    }) => [
      `${contender} ${versions[contender] ?? ''}`.trim(),
      `**${figure(median)}** (${figure(min)}–${figure(max)})`,
      ...yardsticks.map((other) => figure(median / other.median)),
      `${figure(firstStepMs / 1000)} s`,
      ...(perStep
        ? [
            perStep.dispatches,
            perStep.submits,
            perStep.bindGroups,
            perStep.buffers,
            perStep.writeBuffers,
            perStep.pipelines,
          ].map((count) => (count === undefined ? '–' : figure(count)))
        : ['–', '–', '–', '–', '–', '–']),
      memory(gpuBytes, gpuBytesTraining),
      loss.toFixed(1),
    ],
  );
  return markdown(head, rows);
}

/** @param {number | null} all @param {number | null | undefined} training */
function memory(all, training) {
  const mebibytes = (/** @type {number} */ bytes) => figure(bytes / 2 ** 20);
  if (all === null) return '–';
  const part = training === null || training === undefined ? '' : ` (${mebibytes(training)})`;
  return `${mebibytes(all)}${part} MiB`;
}

/** The roofline: what each product reaches of the smaller of two bounds. @param {import('./lib/results.mjs').Product[]} products @param {NonNullable<import('./lib/results.mjs').Results['peak']>} peak */
function productTable(products, peak) {
  const head = [
    'product, rows×inner→columns',
    'variant',
    'GFLOP/s (min–max)',
    'of peak',
    'GB/s',
    'FLOP/byte',
    'bound by',
  ];
  const rows = [...groupBy(products, ({ shape }) => shape).values()].flat().map((product) => {
    const { shape, variant, preferred, gflops, range, shareOfPeak, gbPerSecond, flopsPerByte } =
      product;
    const name = product.disagrees === undefined ? variant : `✗ ${variant}`;
    const computeBound = flopsPerByte * peak.gbPerSecond >= peak.gflops;
    return [
      shape,
      preferred ? `**${name}**` : name,
      `${figure(gflops)} (${figure(range.min)}–${figure(range.max)})`,
      percent(shareOfPeak),
      figure(gbPerSecond),
      figure(flopsPerByte),
      computeBound ? 'compute' : 'memory',
    ];
  });
  const wrong = products.some(({ disagrees }) => disagrees !== undefined);
  const mark = wrong
    ? ' ✗: it disagrees with its float64 twin, so its rate counts for nothing.'
    : '';
  return `${markdown(head, rows)}\n\nBold: what the library takes on this adapter by itself.${mark}`;
}

/** @param {import('./lib/results.mjs').LeftOut[]} leftOut */
function leftOutNote(leftOut) {
  const byReason = groupBy(leftOut, ({ reason }) => reason);
  const lines = [...byReason].map(
    ([reason, some]) => `${some.map(({ variant }) => variant).join(', ')} (${reason})`,
  );
  return `Left out: ${lines.join('; ')}.`;
}

/** @param {import('./lib/results.mjs').StepResult} step */
function stepParts({ model, batch, shareWithoutLargeProduct, dispatches, sizes }) {
  const total = dispatches.reduce((sum, { ms }) => sum + ms, 0);
  const rows = sizes.map(
    ({ hidden, batch: rows, stepMs, picosecondsPerMultiplyAdd, timesFirst }) => [
      `hidden ${hidden.join('-')}, batch ${rows}`,
      `${figure(stepMs)} ms`,
      `${figure(picosecondsPerMultiplyAdd)} ps`,
      `×${timesFirst.toFixed(2)}`,
    ],
  );
  const kernels = dispatches.map(({ label, kernel, large, ms }) => [
    label,
    kernel,
    `${figure(ms)} ms`,
    percent(ms / total),
    large ? 'yes' : 'no',
  ]);
  return [
    `**A step of webgpu-vae: ${model}, batch ${batch}**`,
    markdown(['dispatch', 'kernel', 'time', 'share', 'large product'], kernels),
    `Dispatches without a large product take ${percent(shareWithoutLargeProduct)} of the time.`,
    markdown(['size', 'step', 'a multiply-add', 'against the first'], rows),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = process.argv[2] ?? path.join(import.meta.dirname, 'results', 'latest.json');
  process.stdout.write(resultsTable(await readResults(file)));
}
