import type { Assembled, ChosenSlot } from '../../src/kernels/assemble.ts';
import type { BindingEntry, ConstantEntry, PieceEntry } from '../../src/kernels/catalogue.types.ts';
import type { compileShader } from '../../src/wasm/compiler/compileShader.ts';

/** One finding of the lint; `file` is relative to the repository root. */
export interface Problem {
  file: string;
  line: number;
  message: string;
}

/** A name with the line that declares or mentions it. */
export interface Mention {
  name: string;
  line: number;
}

interface SlotMention extends Mention {
  choice: string;
}

export interface ParsedBinding {
  entry: BindingEntry;
  index: number;
  line: number;
}

/** One parsed file below shaders/, before the lint. */
export interface ShaderFile {
  /** Path below shaders/ without extension, e.g. `slots/load/matrix`. */
  path: string;
  /** Path relative to the repository root, for messages. */
  file: string;
  kind: 'kernel' | 'slot' | 'shared';
  source: string;
  /** The source without comments, with unchanged line numbers. */
  code: string;
  imports: Mention[];
  slots: SlotMention[];
  bindings: ParsedBinding[];
  constants: Map<string, ConstantEntry & { line: number }>;
  /** All names that the file declares at module scope. */
  declarations: Mention[];
  /** Function name to its signature without parameter names. */
  signatures: Map<string, { text: string; line: number }>;
  enables: Mention[];
  /** Where it can run, by what it enables. */
  runsOn: { gpus: boolean; webassembly: boolean };
}

/** A kernel with one choice for each slot. */
export interface Combination {
  kernel: ShaderFile;
  slots: { slot: string; choice: ShaderFile }[];
  /** The shared modules in use. */
  modules: ShaderFile[];
}

export type Assemble = (
  kernel: PieceEntry,
  chosen: readonly ChosenSlot[],
  modules: Readonly<Record<string, string>>,
) => Assembled;

/** The compiler to WebAssembly. */
export type Compile = typeof compileShader;
