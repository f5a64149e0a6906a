import { gather } from '../shared/gather.ts';
import type { SlotTwin } from '../twin.ts';

/** Rows of whole numbers picked by the row index; how they are packed makes no difference here. */
export const gathered: SlotTwin<'integer', 'gather_u8' | 'gather_u16' | 'gather_u32'> = (
  context,
  field,
  rowIndex,
) => gather(context, field, rowIndex);
