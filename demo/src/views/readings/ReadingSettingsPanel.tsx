import { TextField } from '../../parts/fields.tsx';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { ReadingSession } from '../../session/readings/readingSession.ts';
import { READING_FIELDS } from '../../session/readings/readingSettings.ts';

/** The data of the model, and settings of the next one. */
export function ReadingSettingsPanel({ readings }: { readonly readings: ReadingSession }) {
  const settings = readings.settings.value;
  const { name, columns, train, usual, fresh, odd } = readings.used.value;
  const count = (rows: Float32Array) => wholeNumber(rows.length / columns.length);
  const bound = (name: keyof typeof READING_FIELDS) => ({
    field: READING_FIELDS[name],
    value: settings[name],
    onChange: (value: number) => readings.change({ [name]: value }),
  });
  return (
    <Panel
      class="reading-settings"
      title="Model"
      about={
        readings.outdated.value
          ? 'The model at hand was made with other settings. Reset, then train, to use these.'
          : `Of ${name}: ${count(train)} usual ones to learn from, ${count(usual)} to set the limit by, and ${count(fresh)} new ones, ${odd.filter(Boolean).length} of which have one value that does not fit the others. Mode, numbers and counts are columns of one table.`
      }
    >
      <div class="fields">
        <TextField label="Latent dimensions" {...bound('latent')} />
        <TextField label="Hidden units" hint="Of either layer" {...bound('hidden')} />
        <TextField label="Epochs" {...bound('epochs')} />
      </div>
    </Panel>
  );
}
