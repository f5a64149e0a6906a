import { Segments } from '../../../parts/Segments.tsx';
import type { Explore } from '../explore.ts';

/** Selects the level that changes while the others stay; nothing for a model with one level. */
export function LevelField({ explore }: { readonly explore: Explore }) {
  const levels = explore.levels.value;
  if (levels.length < 2) return null;
  const numbered = levels.map((_, place) => ({ value: String(place), text: String(place + 1) }));
  return (
    <Segments
      label="Level"
      value={String(explore.level.value ?? '')}
      options={[{ value: '', text: 'all' }, ...numbered]}
      onChange={(chosen) => {
        explore.level.value = chosen === '' ? undefined : Number(chosen);
      }}
    />
  );
}
