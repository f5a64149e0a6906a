/** Names of the presets. */
export const PRESET_NAMES = ['conv', 'resnet', 'gated'] as const;

/** A choice of layers by name. */
export type PresetName = (typeof PRESET_NAMES)[number];
