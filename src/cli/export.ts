import { join } from 'node:path';
import { Command } from 'commander';
import { toOnnx } from '../onnx/index.ts';
import { checkpointArgument } from './checkpoint.ts';
import { ofFile, readBytes } from './checkpointFile.ts';
import { writeOutFile } from './outFile.ts';
import { prepareOutFolder } from './outFolder.ts';
import { text } from './sharedOptions.ts';

export interface ExportOptions {
  readonly checkpoint: string;
  readonly out: string;
}

/** The `export` command with its options. `action` receives the parsed and checked options. */
export function exportCommand(action: (options: ExportOptions) => Promise<void>): Command {
  return new Command('export')
    .description(
      'Write the networks of a model as ONNX files for other runtimes, such as encoder.onnx and decoder.onnx. Needs no GPU.',
    )
    .addArgument(checkpointArgument())
    .addOption(text('--out <folder>', 'where the files go').default('onnx'))
    .allowExcessArguments(false)
    .action((checkpoint: string, options: Omit<ExportOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `export`. @returns the exit code. */
export async function exportOnnx({ checkpoint, out }: ExportOptions): Promise<number> {
  const bytes = await readBytes(checkpoint, 'the checkpoint');
  const networks = await ofFile(checkpoint, 'the checkpoint', () => toOnnx(bytes));
  await prepareOutFolder(out);
  for (const [name, file] of Object.entries(networks)) {
    if (file) await writeOutFile(join(out, `${name}.onnx`), file);
  }
  return 0;
}
