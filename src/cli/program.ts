import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { loadLikelihoods } from '../distributions/likelihoods/likelihoods.ts';
import { InternalError, VaeError } from '../errors.ts';
import { compile, compileCommand } from './compile.ts';
import { describe, describeCommand } from './describe.ts';
import { encode, encodeCommand } from './encode.ts';
import { evaluate, evaluateCommand } from './evaluate.ts';
import { exportCommand, exportOnnx } from './export.ts';
import { expression, expressionCommand } from './expression.ts';
import { impute, imputeCommand } from './impute.ts';
import { interpolate, interpolateCommand } from './interpolate.ts';
import { judge, judgeCommand } from './judge.ts';
import { trainCommand } from './options.ts';
import { outcome, outcomeCommand } from './outcome.ts';
import { profile } from './profile.ts';
import { profileCommand } from './profileOptions.ts';
import { recommend, recommendCommand } from './recommend.ts';
import { sample, sampleCommand } from './sample.ts';
import { score, scoreCommand } from './score.ts';
import { train } from './train.ts';
import { translate, translateCommand } from './translate.ts';

/** Exit codes: success, a bug in this program, and errors that the user can correct. */
const exitCodes = { done: 0, bug: 1, user: 2 } as const;

/**
 * Runs the command line.
 *
 * @param argv as in `process.argv`: the arguments start at index 2
 * @returns the exit code; errors are printed to standard error in one message.
 */
export async function run(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.done;
  const noting =
    <Options>(command: (options: Options) => Promise<number>) =>
    async (options: Options): Promise<void> => {
      code = await command(options);
    };
  const commands = [
    trainCommand(noting(train)),
    evaluateCommand(noting(evaluate)),
    sampleCommand(noting(sample)),
    interpolateCommand(noting(interpolate)),
    encodeCommand(noting(encode)),
    scoreCommand(noting(score)),
    imputeCommand(noting(impute)),
    expressionCommand(noting(expression)),
    outcomeCommand(noting(outcome)),
    judgeCommand(noting(judge)),
    recommendCommand(noting(recommend)),
    translateCommand(noting(translate)),
    describeCommand(noting(describe)),
    profileCommand(noting(profile)),
    exportCommand(noting(exportOnnx)),
    compileCommand(noting(compile)),
  ];
  const program = new Command('webgpu-vae')
    .description('A variational autoencoder trained by WebGPU compute shaders.')
    .version(packageJson.version);
  for (const command of commands) program.addCommand(command);
  for (const each of [program, ...commands]) {
    each.exitOverride().configureOutput({ outputError: () => undefined });
  }
  try {
    await loadLikelihoods();
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    const named = commands.find((command) => command.name() === argv[2]);
    return report(error, named ? `webgpu-vae ${named.name()} --help` : 'webgpu-vae --help');
  }
}

/** @param help the command that lists the valid options */
function report(error: unknown, help: string): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    // Without a command, the printed help is the answer.
    if (error.code !== 'commander.help') {
      const message = error.message
        .replace(/^error: /, '')
        .replaceAll('\n', ' ')
        .replace(/\.$/, '');
      process.stderr.write(`webgpu-vae: ${message}. See: ${help}\n`);
    }
    return exitCodes.user;
  }
  if (error instanceof VaeError && !(error instanceof InternalError)) {
    process.stderr.write(`webgpu-vae: ${error.message}\n`);
    return exitCodes.user;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `webgpu-vae: this is a bug in webgpu-vae ${packageJson.version}, please report it\n${shown}\n`,
  );
  return exitCodes.bug;
}
