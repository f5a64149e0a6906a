import type { Settings } from './settings.ts';

/**
 * The two levels of a hierarchy, the one next to the data first: the one of the settings, and one of half its
 * dimensions with a layer of half its last width.
 */
export function twoLevels({ latent, hidden }: Pick<Settings, 'latent' | 'hidden'>) {
  const upper = dense([half(hidden.at(-1) ?? latent)]);
  return [
    { size: latent, encoder: dense(hidden), decoder: dense(hidden.toReversed()) },
    { size: half(latent), encoder: upper, decoder: upper },
  ];
}

/** True for a model with the levels that the settings make. */
export function hasTwoLevels(architecture: object, settings: Pick<Settings, 'latent' | 'hidden'>) {
  if (!('levels' in architecture)) return false;
  return ordered(architecture.levels) === ordered(twoLevels(settings));
}

/** Levels of dense layers as text that does not depend on the order of their fields. */
function ordered(levels: unknown): string {
  return JSON.stringify(levels, ['size', 'encoder', 'decoder', 'kind', 'units', 'activation']);
}

function dense(widths: readonly number[]) {
  return widths.map((units) => ({ kind: 'dense', units, activation: 'relu' }) as const);
}

function half(size: number): number {
  return Math.ceil(size / 2);
}
