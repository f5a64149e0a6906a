// The values of a row that are normalized together.
//
// A row holds BLOCKS * PIXELS * GROUPS * WIDTH values: blocks of pixels, the pixels of a block, groups
// of channels, the channels of a group. Values of one block and one group of channels are normalized
// together, so a row has BLOCKS * GROUPS such groups of PIXELS * WIDTH values.

const BLOCKS: u32 = 1u;
const PIXELS: u32 = 49u;
const GROUPS: u32 = 8u;
const WIDTH: u32 = 4u;

const CHANNELS = GROUPS * WIDTH;
const COLUMNS = BLOCKS * PIXELS * CHANNELS;
const ROW_GROUPS = BLOCKS * GROUPS;
const STATS_WIDTH = (2u * ROW_GROUPS + 7u) / 8u * 8u;

/// Index of a value's group in its row. Padding belongs to the last group.
fn group_of(column: u32) -> u32 {
  let valid = min(column, COLUMNS - 1u);
  return valid / (PIXELS * CHANNELS) * GROUPS + valid % CHANNELS / WIDTH;
}
