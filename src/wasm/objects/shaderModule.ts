/** A compiler's message about a place in WGSL. */
interface Message {
  readonly type: 'error';
  readonly message: string;
  /** From 1; 0 if unknown. */
  readonly lineNum: number;
  /** From 1; 0 if unknown. */
  readonly linePos: number;
  readonly offset: number;
  readonly length: number;
}

const COMPUTE_ENTRY = /@compute\b[^{;]*?\bfn\s+([A-Za-z_]\w*)/g;

/** WGSL that is compiled when a pipeline needs it. */
export class ShaderModule {
  readonly label: string;
  readonly code: string;
  readonly #messages: Message[] = [];

  constructor({ label = '', code }: GPUShaderModuleDescriptor) {
    this.label = label;
    this.code = code;
  }

  /** The one entry point; undefined if there are none or several. */
  get entryPoint(): string | undefined {
    const names = [...this.code.matchAll(COMPUTE_ENTRY)].map(([, name]) => name);
    return names.length === 1 ? names[0] : undefined;
  }

  /** Keeps the error of a compiler for {@link getCompilationInfo}. */
  keep(error: unknown): void {
    const { message, line, column } = error as Partial<Record<string, unknown>>;
    const whole = (value: unknown): number => (typeof value === 'number' ? value : 0);
    this.#messages.push({
      type: 'error',
      message: typeof message === 'string' ? message : String(error),
      lineNum: whole(line),
      linePos: whole(column),
      offset: 0,
      length: 0,
    });
  }

  /** The errors of the pipelines that were asked for. */
  async getCompilationInfo(): Promise<{ readonly messages: readonly Message[] }> {
    return { messages: [...this.#messages] };
  }
}
