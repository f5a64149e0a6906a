export { assertFlip, mirrored } from './mirror.ts';
export { presetNetworks } from './presets/presets.ts';
