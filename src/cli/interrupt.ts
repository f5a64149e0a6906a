import { architectureOptions } from './architectureOptions.ts';
import { DATA_OPTION_NAMES, DATA_OPTIONS } from './dataOptions.ts';
import { modelOptions } from './modelOptions.ts';
import type { TrainOptions } from './options.ts';
import { flagOf, hiddenOption, latentOption } from './sharedOptions.ts';

/** Exit code of an interrupted run: 128 + the number of SIGINT, the convention of shells. */
export const interruptedCode = 130;

/**
 * One key press may cause several signals: from the terminal, and forwarded by npm or by a parent
 * process.
 */
const samePressMs = 500;

/** The source of signals, which tests replace. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** The first Ctrl-C requests a clean stop through `signal`; the second one quits. */
export interface Interrupt {
  readonly signal: AbortSignal;
  dispose(): void;
}

/** Listens for Ctrl-C and SIGTERM until disposed of. `dispose` may be called more than once. */
export function listenForInterrupt(
  actions: { readonly onFirst: () => void; readonly quit: () => void },
  source: SignalSource = process,
  now: () => number = Date.now,
): Interrupt {
  const controller = new AbortController();
  let first: number | undefined;
  const listener = () => {
    const time = now();
    if (first === undefined) {
      first = time;
      actions.onFirst();
      controller.abort();
    } else if (time - first >= samePressMs) {
      actions.quit();
    }
  };
  source.on('SIGINT', listener);
  source.on('SIGTERM', listener);
  return {
    signal: controller.signal,
    dispose: () => {
      source.off('SIGINT', listener);
      source.off('SIGTERM', listener);
    },
  };
}

/** Names of the options that the checkpoint contains, or that the hint sets itself. */
const notRepeated = (): ReadonlySet<string> =>
  new Set([
    ...['resume', 'epochs', 'json', 'tune', 'tuningFile'],
    ...[latentOption(), hiddenOption(), ...modelOptions(), ...architectureOptions()].map((option) =>
      option.attributeName(),
    ),
    ...DATA_OPTION_NAMES.filter((name) => DATA_OPTIONS[name].kept),
  ]);

/**
 * The command that continues an interrupted run.
 *
 * @param epochs remaining epochs; undefined if the adapter's default is right
 * @param viaNpm true if the program was started by `npm start`, as in a clone of the repository
 */
export function resumeCommand(
  options: TrainOptions,
  checkpoint: string,
  epochs: number | undefined,
  viaNpm: boolean,
): string {
  const words = [viaNpm ? 'npm start --' : 'webgpu-vae train', '--resume', quoted(checkpoint)];
  if (epochs !== undefined) words.push('--epochs', String(epochs));
  const left = notRepeated();
  for (const [name, value] of Object.entries(options)) {
    if (!options.given.has(name) || left.has(name)) continue;
    words.push(flagOf(name));
    if (value !== true) words.push(quoted(String(value)));
  }
  return words.join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
