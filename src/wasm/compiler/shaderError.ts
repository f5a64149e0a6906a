/** WGSL that the compiler does not take, and where it stands. Lines and columns count from 1. */
export class ShaderError extends Error {
  override readonly name = 'ShaderError';
  readonly line: number;
  readonly column: number;

  /** @param at offset in `code` */
  constructor(message: string, code: string, at: number) {
    const before = code.slice(0, at).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    super(`${before.length}:${column} ${message}`);
    this.line = before.length;
    this.column = column;
  }
}

/** The parts of the compiler throw it: they know the place, but not the text. */
export class Misfit extends Error {
  /** Offset in the shader. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
