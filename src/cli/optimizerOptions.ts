import type { Option } from 'commander';
import { OPTIMIZER_NAMES, type OptimizerName } from '../optimizers/registry.ts';
import { number, oneOf } from './sharedOptions.ts';

/**
 * The given optimizer options. The rest are defaults or, in a resumed run, those of the checkpoint.
 */
export interface OptimizerChoice {
  readonly optimizer?: OptimizerName;
  readonly momentum?: number;
  readonly weightDecay?: number;
  readonly clipNorm?: number;
  readonly clipValue?: number;
}

/** The options of {@link OptimizerChoice}. */
export const optimizerOptions = (): Option[] => [
  oneOf('--optimizer <name>', `${OPTIMIZER_NAMES.join(', ')} (default: adam)`, OPTIMIZER_NAMES),
  number(
    '--momentum <x>',
    'share of the last step that the next one keeps: sgd and rmsprop (default: 0)',
    {
      holds: (value) => value >= 0 && value < 1,
      wanted: 'a number of 0 or more, below 1',
      usual: '0.9',
    },
  ),
  number('--weight-decay <x>', 'how strongly weights are drawn to zero (default: 0, adamw: 0.01)', {
    holds: (value) => value >= 0,
    wanted: 'a number of 0 or more',
    usual: '0.01',
  }),
  number('--clip-norm <x>', 'scale gradients down to this norm where theirs is larger', {
    holds: (value) => value > 0,
    wanted: 'a number above 0',
    usual: '1',
  }),
  number('--clip-value <x>', 'clamp each element of a gradient to ± this, after --clip-norm', {
    holds: (value) => value > 0,
    wanted: 'a number above 0',
    usual: '1',
  }),
];

/** Extracts the {@link OptimizerChoice} from a command's options, for `VAE.create`. */
export function optimizerChoice({
  optimizer,
  momentum,
  weightDecay,
  clipNorm,
  clipValue,
}: OptimizerChoice): OptimizerChoice {
  return {
    ...(optimizer !== undefined && { optimizer }),
    ...(momentum !== undefined && { momentum }),
    ...(weightDecay !== undefined && { weightDecay }),
    ...(clipNorm !== undefined && { clipNorm }),
    ...(clipValue !== undefined && { clipValue }),
  };
}
