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

/** A test starts; printed before it runs, so that one that hangs has a name. */
interface Start {
  readonly starts: string;
}

/** A line that the runner prints. */
export type Line = Start | Result;

export const print = (line: Line): void => console.log(JSON.stringify(line));

const scopes = ['validation', 'out-of-memory', 'internal'] as const;

/** Announces and runs one test. Exceptions and errors reported by the device become problems. */
export async function attempt(
  device: GPUDevice,
  name: string,
  run: () => Promise<Partial<Result>>,
): Promise<Result> {
  print({ starts: name });
  for (const scope of scopes) device.pushErrorScope(scope);
  const result = await run().catch((error): Partial<Result> => ({ problems: [String(error)] }));
  const reported = await Promise.all(scopes.map(() => device.popErrorScope()));
  const problems = reported.flatMap((error) => error?.message ?? []);
  return { ...result, name, problems: [...(result.problems ?? []), ...problems] };
}
