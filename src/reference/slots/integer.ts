import { gather } from '../shared/gather.ts';
import type { SlotTwin } from '../twin.ts';

/**
 * Rows of whole numbers selected by the row index. The packing of the shader does not matter here.
 */
export const gathered: SlotTwin<'integer', 'gather_u8' | 'gather_u16' | 'gather_u32'> = (
  context,
  field,
  rowIndex,
) => gather(context, field, rowIndex);
