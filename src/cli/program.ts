import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { VaeError } from '../errors.ts';
import { trainCommand } from './options.ts';
import { train } from './train.ts';

/** Exit codes: done, a bug in this program, and everything the user can do something about. */
const exitCodes = { done: 0, bug: 1, user: 2 } as const;

/**
 * Runs the command line.
 *
 * @param argv as in `process.argv`: the arguments start at index 2
 * @returns the exit code; an error is told on standard error in one message.
 */
export async function run(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.done;
  const command = trainCommand(async (options) => {
    code = await train(options);
  });
  const program = new Command('webgpu-vae')
    .description('A variational autoencoder trained by WebGPU compute shaders.')
    .version(packageJson.version)
    .addCommand(command);
  for (const each of [program, command]) {
    each.exitOverride().configureOutput({ outputError: () => undefined });
  }
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    // Without a command the help has been printed and is the answer.
    if (error.code !== 'commander.help') {
      const message = error.message
        .replace(/^error: /, '')
        .replaceAll('\n', ' ')
        .replace(/\.$/, '');
      process.stderr.write(`webgpu-vae: ${message}. See: webgpu-vae train --help\n`);
    }
    return exitCodes.user;
  }
  if (error instanceof VaeError) {
    process.stderr.write(`webgpu-vae: ${error.message}\n`);
    return exitCodes.user;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `webgpu-vae: this is a bug in webgpu-vae ${packageJson.version}, please report it\n${shown}\n`,
  );
  return exitCodes.bug;
}
