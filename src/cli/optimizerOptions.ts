import { Option } from 'commander';
import { ConfigError } from '../errors.ts';
import { OPTIMIZER_NAMES, type OptimizerName } from '../optimizers/registry.ts';

/** What was asked of the optimizer; the rest is its defaults or, in a resumed run, the checkpoint's. */
export interface OptimizerChoice {
  readonly optimizer?: OptimizerName;
  readonly weightDecay?: number;
  readonly clipNorm?: number;
}

/** The options that fill an {@link OptimizerChoice}. */
export const optimizerOptions = (): Option[] => [
  new Option('--optimizer <name>', `${OPTIMIZER_NAMES.join(', ')} (default: adam)`).argParser(
    parseOptimizer,
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
];

/** The part of a command's options that is an {@link OptimizerChoice}, as `VAE.create` takes it. */
export function optimizerChoice({ optimizer, weightDecay, clipNorm }: OptimizerChoice) {
  return {
    ...(optimizer !== undefined && { optimizer }),
    ...(weightDecay !== undefined && { weightDecay }),
    ...(clipNorm !== undefined && { clipNorm }),
  };
}

function number(
  flags: string,
  description: string,
  { holds, wanted, usual }: { holds: (value: number) => boolean; wanted: string; usual: string },
): Option {
  const [name] = flags.split(' ');
  return new Option(flags, description).argParser((text: string) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && holds(value)) return value;
    throw new ConfigError(`${name} expects ${wanted}, got "${text}". Usual is ${usual}.`);
  });
}

function parseOptimizer(value: string): OptimizerName {
  const known = OPTIMIZER_NAMES.find((name) => name === value);
  if (known !== undefined) return known;
  throw new ConfigError(
    `--optimizer expects one of ${OPTIMIZER_NAMES.join(', ')}, got "${value}".`,
  );
}
