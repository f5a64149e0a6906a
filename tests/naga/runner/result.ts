/** The runner's result of one test, printed on its own line. */
export interface Result {
  /** Unique among all results; the test finds its result by this name. */
  readonly name: string;
  /** Descriptions of failures; empty if the test passed. */
  readonly problems: readonly string[];
  /** The WebGPU feature that the implementation lacks, if the test could not run. */
  readonly lacks?: string;
  /** Figures that the test compares with the same figures from Dawn. */
  readonly values?: readonly number[];
}

const scopes = ['validation', 'out-of-memory', 'internal'] as const;

/** Runs one test. Exceptions and errors reported by the device become problems. */
export async function attempt(
  device: GPUDevice,
  name: string,
  run: () => Promise<Partial<Result>>,
): Promise<Result> {
  for (const scope of scopes) device.pushErrorScope(scope);
  const result = await run().catch((error): Partial<Result> => ({ problems: [String(error)] }));
  const reported = await Promise.all(scopes.map(() => device.popErrorScope()));
  const problems = reported.flatMap((error) => error?.message ?? []);
  return { ...result, name, problems: [...(result.problems ?? []), ...problems] };
}
