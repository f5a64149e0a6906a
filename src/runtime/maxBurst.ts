/** Slots of the loss ring, and so the steps of the longest burst. */
export const MAX_BURST = 32;
