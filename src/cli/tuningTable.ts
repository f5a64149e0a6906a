import type { TunedDispatch, TuneReport } from '../index.ts';
import { variantNames } from '../kernels/variants.ts';
import { alignedTable } from './table.ts';

/**
 * A table of tuning results: one line per product with the milliseconds of each variant and the
 * chosen one.
 */
export function tuningTable(report: TuneReport): string {
  const { dispatches } = report;
  const variants = variantNames.filter((name) => dispatches.some(({ ms }) => name in ms));
  const cells = dispatches.map(({ label, variant, ms, source }) => [
    label,
    variant,
    ...variants.map((each) => milliseconds(ms[each])),
    source,
  ]);
  const columns = [
    { title: 'product', left: true },
    { title: 'chosen', left: true },
    ...variants.map((title) => ({ title })),
    { title: 'from', left: true },
  ];
  return [
    `tuning    ${report.seconds.toFixed(1)} s, milliseconds a launch${clockOf(report)}`,
    alignedTable(columns, cells),
    ...inputsLine(report),
    ...skippedLines(dispatches),
  ].join('\n');
}

function clockOf({ dispatches, clock }: TuneReport): string {
  if (!dispatches.some(({ source }) => source === 'measured')) return '; nothing was measured now';
  return clock === 'timestamps' ? " by the GPU's timestamps" : " by the host's clock";
}

function inputsLine({ inputs }: TuneReport): string[] {
  if (!inputs) return [];
  const { keepBatch, keptMs, gatheredMs } = inputs;
  return [
    `updates   ${keepBatch ? 'from the batch in memory' : 'gather the batch again'} ` +
      `(from memory ${milliseconds(keptMs)} ms, gathered ${milliseconds(gatheredMs)} ms)`,
  ];
}

/** One line per reason. Products are named if the reason does not apply to all of them. */
function skippedLines(dispatches: readonly TunedDispatch[]): string[] {
  const lines = new Map<string, Set<string>>();
  for (const variant of variantNames) {
    const labels = new Map<string, string[]>();
    for (const { label, skipped } of dispatches) {
      for (const { reason } of skipped.filter((each) => each.variant === variant)) {
        labels.set(reason, [...(labels.get(reason) ?? []), label]);
      }
    }
    for (const [reason, concerned] of labels) {
      const where = concerned.length < dispatches.length ? ` (${concerned.join('; ')})` : '';
      const line = `${reason.split('\n')[0]}${where}`;
      lines.set(line, (lines.get(line) ?? new Set()).add(variant));
    }
  }
  return [...lines].map(([line, variants]) => `skipped   ${[...variants].join(', ')}: ${line}`);
}

function milliseconds(value: number | undefined): string {
  if (value === undefined) return '–';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
