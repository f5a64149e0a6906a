import { ConfigError } from '../errors.ts';
import type { SlotArgument } from '../kernels/dispatch.ts';
import type { FieldInput } from './batchInputs.ts';

/**
 * Rows of a field of whole numbers, as a slot argument.
 * @throws ConfigError for a field without whole numbers
 */
export function integers(field: FieldInput): SlotArgument<'integer'> {
  const { data, rowIndex: row_index, sparse } = field;
  const bindings = { field: data, row_index };
  if (!sparse) {
    switch (data.dtype) {
      case 'u8':
        return { choice: 'gather_u8', bindings };
      case 'u16':
        return { choice: 'gather_u16', bindings };
      case 'u32':
        return { choice: 'gather_u32', bindings };
    }
  }
  throw new ConfigError(
    `the field "${data.name}" must hold whole numbers (u8, u16 or u32), got ` +
      `${sparse ? 'sparse rows' : data.dtype}`,
  );
}
