import type { KernelName } from '../../../src/graph/kernelName.generated.ts';
import type { TwinContext } from '../../../src/reference/twin.ts';
import type { CaseValues } from '../preparedCase.ts';

/** Inputs of a bound; none of them comes from a device. */
export interface BoundContext<K extends KernelName> {
  readonly context: TwinContext<K>;
  /** Values before the kernel ran. */
  readonly values: CaseValues;
  /** The twin's outputs. */
  readonly expected: CaseValues;
  /** Choice by slot. */
  readonly choices: Readonly<Record<string, string>>;
}

/** The largest error that f32 arithmetic explains, for every element of every output. */
export type Bound<K extends KernelName> = (given: BoundContext<K>) => CaseValues;
