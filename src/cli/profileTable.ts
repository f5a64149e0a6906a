import type { DispatchProfile, GpuPeak, Profile } from '../index.ts';
import { IMAGE, type Noun } from './noun.ts';
import { alignedTable, type Column } from './table.ts';

/** A column and its cell for a dispatch. Numbers are right-aligned. */
interface ProfileColumn extends Column {
  readonly cell: (dispatch: DispatchProfile) => string;
}

/** A table with one line per dispatch, in execution order; without times, only costs. */
export function profileTable(profile: Profile): string {
  const { passesMs, dispatches } = profile;
  const columns: ProfileColumn[] = [
    { title: 'label', left: true, cell: ({ label }) => label },
    { title: 'kernel', left: true, cell: ({ kernel }) => kernel },
    ...(passesMs === undefined ? costColumns : timeColumns(passesMs)),
    { title: 'bound', left: true, cell: ({ bound = '' }) => bound },
  ];
  return alignedTable(
    columns,
    dispatches.map((dispatch) => columns.map(({ cell }) => cell(dispatch))),
  );
}

const costColumns: readonly ProfileColumn[] = [
  { title: 'MFLOP', cell: ({ flops }) => (flops / 1e6).toFixed(2) },
  { title: 'MB', cell: ({ bytes }) => (bytes / 1e6).toFixed(3) },
];

const timeColumns = (passesMs: number): readonly ProfileColumn[] => [
  { title: 'ms', cell: ({ ms = 0 }) => milliseconds(ms) },
  { title: '% of step', cell: ({ ms = 0 }) => ((100 * ms) / passesMs).toFixed(1) },
  { title: 'GFLOP/s', cell: ({ rates }) => figure(rates?.gflops) },
  { title: '% of peak', cell: ({ rates }) => figure(rates?.percentOfPeak) },
  { title: 'GB/s', cell: ({ rates }) => figure(rates?.gbPerSecond) },
];

/** Figures of the whole step, one per line. */
export function profileTotals(profile: Profile, { many }: Noun = IMAGE): string {
  const { stepMs, passesMs, perturbation, predictedMs, rates, clock } = profile;
  const share = rates?.percentOfPeak;
  const lines = [
    `step      ${milliseconds(stepMs)} ms undisturbed, ${Math.round((1000 * profile.batchSize) / stepMs)} ${many}/s: ` +
      `${profile.dispatchCount} dispatches, ${(profile.flops / 1e9).toFixed(3)} GFLOP, ${(profile.bytes / 1e6).toFixed(1)} MB`,
    `speed     ${figure(rates?.gflops)} GFLOP/s${share === undefined ? '' : `, ${figure(share)}% of the peak`}; ${figure(rates?.gbPerSecond)} GB/s`,
  ];
  if (predictedMs !== undefined) {
    lines.push(`roofline  ${milliseconds(predictedMs)} ms if every dispatch reached its bound`);
  }
  if (passesMs !== undefined && perturbation !== undefined) {
    lines.push(
      `passes    ${milliseconds(passesMs)} ms for all dispatches one by one, ${perturbation.toFixed(2)} times the undisturbed step`,
    );
  }
  return [...lines, `measured  ${clock.description}`].join('\n');
}

/** `19.8 GFLOP/s of multiply-adds, …` */
export function shownPeak({ gflops, gbPerSecond, microsecondsPerDispatch }: GpuPeak): string {
  return (
    `${figure(gflops)} GFLOP/s of multiply-adds, ${figure(gbPerSecond)} GB/s in a copy, ` +
    `${figure(microsecondsPerDispatch)} µs a dispatch, measured now`
  );
}

/** Formats a number below a thousand with three digits. */
function figure(value: number | undefined): string {
  if (value === undefined) return '–';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Formats milliseconds, with microsecond digits below 100 ms. */
function milliseconds(value: number): string {
  return value >= 100 ? value.toFixed(1) : value.toFixed(3);
}
