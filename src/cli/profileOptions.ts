import { Command } from 'commander';
import type { ProfileMode } from '../index.ts';
import { architectureOptions } from './architectureOptions.ts';
import type { Computer } from './computer.ts';
import type { DataOptions } from './dataOptions.ts';
import { type ModelArguments, modelOptions } from './modelOptions.ts';
import {
  adapterOption,
  backendOption,
  batchSizeOption,
  dataOptions,
  givenOptions,
  hiddenOption,
  integer,
  latentOption,
  oneOf,
  text,
  threadsOption,
  tuneOption,
  tuningFileOption,
} from './sharedOptions.ts';

/** Options of `profile`. */
export interface ProfileCommandOptions extends ModelArguments, DataOptions, Computer {
  readonly batchSize: number;
  readonly steps: number;
  readonly mode: ProfileMode;
  /** Files to write, if requested. */
  readonly trace?: string;
  readonly json?: string;
  readonly tune?: boolean;
  readonly tuningFile?: string;
}

const modes: readonly ProfileMode[] = ['kernels', 'step'];

/** The `profile` command with its options. `action` receives the parsed and checked options. */
export function profileCommand(action: (options: ProfileCommandOptions) => Promise<void>): Command {
  const command = new Command('profile');
  for (const option of [
    batchSizeOption(),
    ...modelOptions(),
    latentOption(),
    hiddenOption(),
    ...architectureOptions(),
    ...dataOptions(),
  ]) {
    command.addOption(option);
  }
  return command
    .description(
      'Time a training step, kernel by kernel, against what the adapter can do at most. Trains nothing.',
    )
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .addOption(tuneOption())
    .addOption(tuningFileOption())
    .addOption(
      integer(
        '--steps <n>',
        'how often each figure is taken; shown is the median',
        1,
        10_000,
      ).default(30),
    )
    .addOption(
      oneOf(
        '--mode <mode>',
        'kernels: every dispatch by itself; step: whole steps only',
        modes,
      ).default('kernels'),
    )
    .addOption(text('--trace <file>', 'write a trace for chrome://tracing or ui.perfetto.dev'))
    .addOption(text('--json <file>', 'write all figures as JSON'))
    .allowExcessArguments(false)
    .action((values: Omit<ProfileCommandOptions, 'given'>) =>
      action({ ...values, given: givenOptions(command, values) }),
    );
}
