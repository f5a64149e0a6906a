// @ts-check
/** Results as the Markdown that the README carries: `node bench/table.mjs [results.json]`. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readResults } from './lib/results.mjs';

/** @param {number} value three significant digits below 100, none after the point above */
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

/** @param {import('./lib/results.mjs').Results} results */
export function resultsTable(results) {
  const { adapter, browser, peak } = results;
  const name =
    adapter.description || [adapter.vendor, adapter.architecture].filter(Boolean).join(' ');
  const kind = adapter.software ? '**software adapter** ' : '';
  const parts = [
    `${kind}${name}, ${browser}: peak ${figure(peak.gflops)} GFLOP/s multiply-add in registers, ` +
      `${figure(peak.gbPerSecond)} GB/s copied.`,
  ];
  for (const [title, cases] of byModel(results.cases)) {
    parts.push(`**${title}**`, caseTable(cases, results.versions));
  }
  if (results.products.length > 0) {
    const rows = results.products.map((p) => [p.shape, p.variant, figure(p.gflops)]);
    parts.push('**Products**', markdown(['shape', 'variant', 'GFLOP/s'], rows));
  }
  return `${parts.join('\n\n')}\n`;
}

/** @param {import('./lib/results.mjs').Case[]} cases */
function byModel(cases) {
  const groups = /** @type {Map<string, typeof cases>} */ (new Map());
  for (const entry of cases) {
    const title = `${entry.model}, batch ${entry.batch}`;
    groups.set(title, [...(groups.get(title) ?? []), entry]);
  }
  return groups;
}

/** @param {import('./lib/results.mjs').Case[]} cases @param {Record<string, string>} versions */
function caseTable(cases, versions) {
  const head = [
    '',
    'samples/s (min–max)',
    'first step',
    'dispatches',
    'submits',
    'bind groups',
    'buffers',
    'writes',
    'GPU memory',
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
      loss,
    }) => [
      `${contender} ${versions[contender] ?? ''}`.trim(),
      `**${figure(median)}** (${figure(min)}–${figure(max)})`,
      `${figure(firstStepMs / 1000)} s`,
      ...(perStep
        ? [
            perStep.dispatches,
            perStep.submits,
            perStep.bindGroups,
            perStep.buffers,
            perStep.writeBuffers,
          ].map(figure)
        : ['–', '–', '–', '–', '–']),
      gpuBytes === null ? '–' : `${figure(gpuBytes / 2 ** 20)} MiB`,
      loss.toFixed(1),
    ],
  );
  return markdown(head, rows);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = process.argv[2] ?? path.join(import.meta.dirname, 'results', 'latest.json');
  process.stdout.write(resultsTable(await readResults(file)));
}
