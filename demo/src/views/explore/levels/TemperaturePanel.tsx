import { Slider } from '../../../parts/fields.tsx';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import { Panel } from '../../../parts/Panel.tsx';
import { SHOWN_SAMPLES, takeSamples } from '../../../session/glimpse.ts';
import type { Session } from '../../../session/session.ts';
import { exploreOf } from '../explore.ts';
import { useAnswer } from '../useAnswer.ts';
import { levelName } from './levels.ts';
import './temperature.css';

/** The largest standard deviation of a sample of the prior. */
const HOTTEST = 1.5;

/** Samples of a hierarchy with a temperature for each level; nothing for a model with one level. */
export function TemperaturePanel({ session }: { readonly session: Session }) {
  const explore = exploreOf(session);
  const { levels, temperatures, tempered } = explore;
  useAnswer(session, tempered, () => {
    const [model, temperature] = [session.model.value, temperatures.value];
    session.monitor.glimpse.value;
    if (!model || levels.value.length < 2) return undefined;
    return () => takeSamples(model, temperature);
  });
  const images = session.images.value;
  if (!images || levels.value.length < 2) return null;
  return (
    <Panel
      class="temperature"
      title="Samples by level"
      about="The same random points all along. A temperature of 0 keeps a level at the mean that the level above expects: what still differs between the images is the work of the other levels."
    >
      <div class="temperature-row">
        <fieldset class="temperatures">
          <legend>Temperature</legend>
          {temperatures.value.map((temperature, place) => (
            <Slider
              key={levelName(place)}
              label={levelName(place)}
              value={temperature}
              min={0}
              max={HOTTEST}
              step={0.05}
              onInput={(value) => {
                temperatures.value = temperatures.value.with(place, value);
              }}
            />
          ))}
        </fieldset>
        {tempered.value ? (
          <ImageGrid
            values={tempered.value}
            form={images}
            columns={SHOWN_SAMPLES / 2}
            label={`${SHOWN_SAMPLES} samples by level`}
          />
        ) : (
          <span class="blank" />
        )}
      </div>
    </Panel>
  );
}
