import { isOptions, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { EpochReport, History } from './fit.ts';

/**
 * The reports of a call of `fit`, one after the other, and its history at the end. Training waits
 * until the next report is asked for. Leaving the loop ends training, like an `onEpoch` that returns
 * false.
 * @param options of `train`
 * @param start starts the call with this `onEpoch`
 */
export async function* epochsOf(
  options: unknown,
  start: (onEpoch: (report: EpochReport) => Promise<boolean>) => Promise<History>,
): AsyncGenerator<EpochReport, History, undefined> {
  if (options !== undefined && !isOptions(options)) {
    throw new ConfigError(`train takes its options as an object, got ${shown(options)}`);
  }
  if (options && 'onEpoch' in options) {
    throw new ConfigError(
      'train has no option "onEpoch": its loop gets the reports; use fit for a callback',
    );
  }
  let goOn: (more: boolean) => void = () => undefined;
  let offer: (report: EpochReport) => void = () => undefined;
  const nextReport = (): Promise<EpochReport> =>
    new Promise((resolve) => {
      offer = resolve;
    });
  let next = nextReport();
  const ended = start(
    (report) =>
      new Promise((resolve) => {
        goOn = resolve;
        offer(report);
      }),
  ).then((history) => ({ history }));
  try {
    for (;;) {
      const came = await Promise.race([next, ended]);
      if ('history' in came) return came.history;
      next = nextReport();
      yield came;
      goOn(true);
    }
  } finally {
    goOn(false);
    // The state of the model is settled when the loop is left. An error has been thrown by then.
    await ended.catch(() => undefined);
  }
}
