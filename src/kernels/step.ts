import { stepLayout } from './catalogue/step.generated.ts';

type Fields = (typeof stepLayout)['fields'];

/** The step scalars by their names in shaders/shared/step.wgsl. */
export type StepScalars = {
  readonly [F in keyof Fields]: Fields[F]['count'] extends 1 ? number : readonly number[];
};

/**
 * Distance between two records in bytes: the dynamic offset alignment that every device supports.
 */
export const STEP_STRIDE = 256;

/** Bytes of a record. */
export const STEP_SIZE: number = stepLayout.size;

/** Writes one record in the layout reflected from the shader. */
export function writeStep(view: DataView, offset: number, scalars: StepScalars): void {
  for (const [name, field] of Object.entries(stepLayout.fields)) {
    const value: number | readonly number[] = scalars[name as keyof Fields];
    const values = typeof value === 'number' ? [value] : value;
    values.slice(0, field.count).forEach((item, i) => {
      const at = offset + field.offset + 4 * i;
      if (field.type === 'u32') view.setUint32(at, item, true);
      else view.setFloat32(at, item, true);
    });
  }
}
