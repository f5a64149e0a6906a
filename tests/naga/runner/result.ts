/** What the runner says about one test, on a line of its own. */
export interface Result {
  /** Unique among all results; the test looks its own up by it. */
  readonly name: string;
  /** What went wrong; empty when the test passed. */
  readonly problems: readonly string[];
  /** The WebGPU feature that the implementation lacks, when it could not be tried. */
  readonly lacks?: string;
  /** Figures that the test compares with the same figures from Dawn. */
  readonly values?: readonly number[];
}

const scopes = ['validation', 'out-of-memory', 'internal'] as const;

/** Runs one test; whatever it throws and whatever the device reports becomes a problem. */
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
