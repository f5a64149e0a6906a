import { Command, Option } from 'commander';
import { compileModel } from '../compile/index.ts';
import { checkpointArgument } from './checkpoint.ts';
import { ofFile, readBytes } from './checkpointFile.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
import { text } from './sharedOptions.ts';

export interface CompileOptions {
  readonly checkpoint: string;
  readonly out: string;
  readonly webassembly?: boolean;
}

/** The `compile` command with its options. `action` receives the parsed and checked options. */
export function compileCommand(action: (options: CompileOptions) => Promise<void>): Command {
  return new Command('compile')
    .description(
      'Compile a model for InferenceModel of webgpu-vae/inference, a third of the code that VAE loads with a page. Needs no GPU.',
    )
    .addArgument(checkpointArgument())
    .addOption(text('--out <file>', 'where the file goes').default('model.compiled.safetensors'))
    .addOption(
      new Option('--webassembly', 'add the kernels as WebAssembly, for computers without a GPU'),
    )
    .allowExcessArguments(false)
    .action((checkpoint: string, options: Omit<CompileOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `compile`. @returns the exit code. */
export async function compile({
  checkpoint,
  out,
  webassembly = false,
}: CompileOptions): Promise<number> {
  const bytes = await readBytes(checkpoint, 'the checkpoint');
  const compiled = await ofFile(checkpoint, 'the checkpoint', () =>
    compileModel(bytes, { webassembly }),
  );
  await prepareOutFile(out);
  await writeOutFile(out, compiled);
  return 0;
}
