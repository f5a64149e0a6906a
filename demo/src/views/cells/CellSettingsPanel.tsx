import { TextField } from '../../parts/fields.tsx';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { CellSession } from '../../session/cells/cellSession.ts';
import { CELL_FIELDS } from '../../session/cells/cellSettings.ts';

/** The data of the model, and settings of the next one. */
export function CellSettingsPanel({ cells }: { readonly cells: CellSession }) {
  const settings = cells.settings.value;
  const { genes, train, test } = cells.used.value;
  const count = (rows: Float32Array) => wholeNumber(rows.length / genes.length);
  const bound = (name: keyof typeof CELL_FIELDS) => ({
    field: CELL_FIELDS[name],
    value: settings[name],
    onChange: (value: number) => cells.change({ [name]: value }),
  });
  return (
    <Panel
      class="cell-settings"
      title="Model"
      about={
        cells.outdated.value
          ? 'The model at hand was made with other settings. Reset, then train, to use these.'
          : `Counts of ${genes.length} genes in ${count(train)} cells, and in ${count(test)} held out, made by the page. Some cells were read ten times as deeply as others; the model is told so. It is not told their types.`
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
