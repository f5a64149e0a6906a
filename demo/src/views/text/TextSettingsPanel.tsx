import { TextField } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Segments } from '../../parts/Segments.tsx';
import type { TextSession } from '../../session/texts/textSession.ts';
import { TEXT_FIELDS, usualTexts } from '../../session/texts/textSettings.ts';

const KINDS = [
  { value: 'sequence', text: 'sentence VAE' },
  { value: 'topics', text: 'topics' },
] as const;

const ABOUT = {
  sequence:
    'A recurrent network reads a sentence word by word into a code; another writes it from the code.',
  topics: 'A text is a mix of topics, and a topic a choice of words. Their order does not matter.',
} as const;

/** Settings of the next model of texts. */
export function TextSettingsPanel({ texts }: { readonly texts: TextSession }) {
  const settings = texts.settings.value;
  const { kind } = settings;
  const bound = (name: keyof typeof TEXT_FIELDS) => ({
    field: TEXT_FIELDS[name],
    value: settings[name],
    onChange: (value: number) => texts.change({ [name]: value }),
  });
  return (
    <Panel
      class="text-settings"
      title="Model"
      about={
        texts.outdated.value
          ? 'The model at hand was made with other settings. Reset, then train, to use these.'
          : ABOUT[kind]
      }
    >
      <Segments
        label="Kind"
        value={kind}
        options={KINDS}
        onChange={(chosen) => texts.change(usualTexts(chosen))}
      />
      <div class="fields">
        {kind === 'sequence' ? (
          <>
            <TextField label="Latent dimensions" {...bound('latent')} />
            <TextField label="Recurrent units" hint="Of encoder and decoder" {...bound('hidden')} />
          </>
        ) : (
          <TextField label="Topics" {...bound('topics')} />
        )}
        <TextField label="Epochs" {...bound('epochs')} />
      </div>
    </Panel>
  );
}
