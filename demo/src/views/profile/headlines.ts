import { figure, milliseconds, scaled, wholeNumber } from '../../parts/format.ts';
import type { ProfileRecord } from '../../session/measurements.ts';

/** A figure in large type. */
export interface Headline {
  readonly name: string;
  readonly value: string;
  /** Its components, or the reason why it is missing. */
  readonly hint: string;
}

/** The main figures of a profile. */
export function headlines({ profile, statistics }: ProfileRecord): Headline[] {
  const { stepMs, batchSize, rates, peak, predictedMs, dispatchCount, flops } = profile;
  const { stepsPerSubmit } = statistics;
  return [
    {
      name: 'Training step',
      value: milliseconds(stepMs),
      hint: `undisturbed, a batch of ${batchSize}`,
    },
    {
      name: 'Images a second',
      value: wholeNumber((1000 * batchSize) / stepMs),
      hint: 'implied by the step alone',
    },
    {
      name: 'GFLOP/s',
      value: figure(round(rates?.gflops)),
      hint: `${scaled(flops, 'FLOP')} a step`,
    },
    {
      name: 'Of the peak',
      value: rates?.percentOfPeak === undefined ? '–' : `${figure(round(rates.percentOfPeak))} %`,
      hint: peak ? `${wholeNumber(peak.gflops)} GFLOP/s measured here` : 'no peak was measured',
    },
    {
      name: 'Roofline',
      value: milliseconds(predictedMs ?? Number.NaN),
      hint: 'what a step could take at the peak',
    },
    {
      name: 'Dispatches a step',
      value: String(dispatchCount),
      hint: 'kernel launches, one after another',
    },
    {
      name: 'Submits a step',
      value: stepsPerSubmit > 0 ? figure(round(1 / stepsPerSubmit)) : '–',
      hint:
        stepsPerSubmit > 0
          ? `${figure(round(stepsPerSubmit))} steps in each submit`
          : 'known once the model has trained',
    },
  ];
}

/** Three significant digits. */
function round(value: number | undefined): number {
  return value === undefined ? Number.NaN : Number(value.toPrecision(3));
}

/** A sentence about the reliability of separately timed dispatches. */
export function perturbationText(perturbation: number | undefined): string {
  if (perturbation === undefined) return 'Dispatches were not timed one by one.';
  const times = perturbation.toFixed(2);
  if (perturbation < 0.85) {
    return `Timed one by one, dispatches take ${times} times the undisturbed step, less than all of it: other work disturbed the timing. Profile again, with more rounds.`;
  }
  if (perturbation < 1.15) {
    return `Timed one by one, dispatches take ${times} times the undisturbed step: their shares can be trusted.`;
  }
  if (perturbation < 2) {
    return `Timed one by one, dispatches take ${times} times the undisturbed step: timing adds to each, most to short ones.`;
  }
  return `Timed one by one, dispatches take ${times} times the undisturbed step: times of short ones are mostly the cost of timing.`;
}
