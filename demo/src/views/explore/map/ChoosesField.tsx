import { Segments } from '../../../parts/Segments.tsx';
import type { Explore } from '../explore.ts';

/** Selects the effect of a click on the map. */
export function ChoosesField({ explore }: { readonly explore: Explore }) {
  return (
    <Segments
      label="A click on the map"
      value={explore.chooses.value}
      options={[
        { value: 'z', text: 'moves z' },
        { value: 'a', text: 'sets A' },
        { value: 'b', text: 'sets B' },
      ]}
      onChange={(chooses) => {
        explore.chooses.value = chooses;
      }}
    />
  );
}
