import { gather } from '../shared/gather.ts';
import type { SlotTwin } from '../twin.ts';

/** Rows of whole numbers picked by the row index; how they are packed makes no difference here. */
export const gatherU8: SlotTwin<'integer', 'gather_u8'> = (context, field, rowIndex) =>
  gather(context, field, rowIndex);

export const gatherU16: SlotTwin<'integer', 'gather_u16'> = gatherU8;

export const gatherU32: SlotTwin<'integer', 'gather_u32'> = gatherU8;
