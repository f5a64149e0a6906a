import { logicalSize, rowStride } from '../../src/graph/layout.ts';
import { boundsOf } from './bounds.ts';
import { type Violation, violations } from './compare.ts';
import type { CaseValues, PreparedCase } from './preparedCase.ts';
import { type DeviceOutput, runTwin } from './runCase.ts';

/** Elements outside the bounds around the twin's results for `values`. */
export function outsideBounds(
  prepared: PreparedCase,
  outputs: readonly DeviceOutput[],
  values?: CaseValues,
): (Violation & { readonly name: string })[] {
  const twin = runTwin(prepared, values);
  const expected = Object.fromEntries(prepared.outputs.map((each) => [each.name, twin(each)]));
  const bounds = boundsOf(prepared, expected);
  return outputs.flatMap(({ tensor: { name }, logical }) =>
    violations(logical, expected[name] ?? [], bounds[name] ?? []).map((each) => ({
      name,
      ...each,
    })),
  );
}

/** Non-zero elements in the padding, as [index, value]. */
export function dirtyPadding(prepared: PreparedCase, output: DeviceOutput): [number, number][] {
  const { shape } = output.tensor;
  const stride = rowStride(shape);
  const height = logicalSize(shape.slice(0, -1));
  // The bias and repeated rows are written to the padding rows of y; no kernel reads them.
  const rowsToo = !prepared.dispatch.kernel.startsWith('dense_forward');
  return [...output.physical.entries()].filter(([i, value]) => {
    const padding = i % stride >= (shape.at(-1) ?? 0) || (rowsToo && i >= height * stride);
    return padding && value !== 0;
  });
}
