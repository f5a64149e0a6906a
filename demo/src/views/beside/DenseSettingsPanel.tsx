import { TextField } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { DENSE_FIELDS, type DenseSettings } from '../../session/denseSettings.ts';
import type { ModelSession } from '../../session/modelSession.ts';

interface DenseSettingsPanelProps {
  readonly session: Pick<
    ModelSession<unknown, DenseSettings, unknown>,
    'settings' | 'outdated' | 'change'
  >;
  /** A sentence about the model. */
  readonly about: string;
}

/** Settings of the next dense model of images. */
export function DenseSettingsPanel({ session, about }: DenseSettingsPanelProps) {
  const settings = session.settings.value;
  const bound = (name: keyof DenseSettings) => ({
    field: DENSE_FIELDS[name],
    value: settings[name],
    onChange: (value: number) => session.change({ [name]: value }),
  });
  return (
    <Panel
      title="Model"
      about={
        session.outdated.value
          ? 'The model at hand was made with other settings. Reset, then train, to use these.'
          : about
      }
    >
      <div class="fields">
        <TextField label="Latent dimensions" {...bound('latent')} />
        <TextField label="Hidden units" hint="Of each layer" {...bound('hidden')} />
        <TextField label="Epochs" {...bound('epochs')} />
        <TextField label="Training images" hint="At most" {...bound('images')} />
      </div>
    </Panel>
  );
}
