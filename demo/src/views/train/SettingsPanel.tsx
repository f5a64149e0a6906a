import { Choice, TextField } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { SETTING_FIELDS } from '../../session/settingFields.ts';
import { MODELS, PRESETS, type Preset, type Settings, usual } from '../../session/settings.ts';
import { ShareLink } from './ShareLink.tsx';
import {
  ADAPTER_OPTIONS,
  ANNEALING_OPTIONS,
  BACKEND_OPTIONS,
  HIDDEN_TAB_OPTIONS,
  LIKELIHOOD_OPTIONS,
  MODEL_OPTIONS,
} from './settingTexts.ts';

/** Settings of the next model and its training. */
export function SettingsPanel({ session }: { readonly session: Session }) {
  const settings = session.settings.value;
  const { programs, widths } = MODELS[settings.model];
  const decodes = programs.some((program) => program === 'decode');
  const bound = <K extends keyof Settings>(name: K) => ({
    value: settings[name],
    onChange: (value: Settings[K]) => session.change({ [name]: value }),
  });
  const text = <K extends keyof Settings>(name: K) => ({
    field: SETTING_FIELDS[name],
    ...bound(name),
  });
  return (
    <Panel
      title="Settings"
      about={
        session.outdated.value
          ? 'The model at hand was made with other settings. Reset, then train, to use these.'
          : 'What a model is made of and how it is trained.'
      }
      actions={<ShareLink settings={settings} />}
    >
      <Presets session={session} />
      <div class="fields">
        <Choice
          label="Model"
          hint={MODEL_OPTIONS.find(({ value }) => value === settings.model)?.about}
          options={MODEL_OPTIONS}
          value={settings.model}
          onChange={(model) => session.change(usual(model))}
        />
        <TextField label="Latent dimensions" {...text('latent')} />
        {widths && (
          <TextField label="Hidden layers" hint="Widths, such as 512-256" {...text('hidden')} />
        )}
        <TextField label="Batch size" {...text('batchSize')} />
        <TextField label="Learning rate" hint="Of Adam" {...text('learningRate')} />
        <TextField label="β" hint="Weight of the KL" {...text('beta')} />
        <Choice label="Annealing of β" options={ANNEALING_OPTIONS} {...bound('annealing')} />
        {decodes && (
          <Choice label="Likelihood" options={LIKELIHOOD_OPTIONS} {...bound('likelihood')} />
        )}
        <TextField label="Epochs" {...text('epochs')} />
        <TextField label="Training images" hint="At most" {...text('images')} />
        <TextField label="Seed" {...text('seed')} />
        <Choice label="Computes in" options={BACKEND_OPTIONS} {...bound('backend')} />
        {settings.backend !== 'wasm' && (
          <Choice label="Adapter" options={ADAPTER_OPTIONS} {...bound('adapter')} />
        )}
        <Choice label="In a hidden tab" options={HIDDEN_TAB_OPTIONS} {...bound('hiddenTab')} />
      </div>
    </Panel>
  );
}

function Presets({ session }: { readonly session: Session }) {
  const settings = session.settings.value;
  const chosen = ({ settings: wanted }: Preset) =>
    Object.entries(wanted).every(
      ([name, value]) => String(settings[name as keyof Settings]) === String(value),
    );
  return (
    <fieldset class="presets" aria-label="Presets">
      {Object.values(PRESETS).map((preset) => (
        <button
          key={preset.name}
          type="button"
          class="preset"
          aria-pressed={chosen(preset)}
          onClick={() => session.change(preset.settings)}
        >
          {preset.name} <small>{preset.about}</small>
        </button>
      ))}
    </fieldset>
  );
}
