import { join } from 'node:path';
import { type CliResult, root, runBuiltCli } from '../support/cli.ts';

/** Runs a script of `examples/` with the built library, which it finds by the package's own name. */
export const runExample = (script: string, args: readonly string[]): Promise<CliResult> =>
  runBuiltCli(args, { entry: join(root, 'examples', script) });
