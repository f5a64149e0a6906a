import { Choice, Slider, TextField } from '../../parts/fields.tsx';
import { whole } from '../../session/settingFields.ts';
import type { PictureChoices } from './picture.ts';

const KINDS = [
  { value: 'samples', text: 'Samples of the prior' },
  { value: 'manifold', text: 'Manifold of two dimensions' },
] as const;

const FACTORS = ['1', '2', '4', '8', '16'].map((value) => ({ value, text: `${value} ×` }));

const FIELDS = {
  count: whole(1, 400),
  columns: whole(1, 40),
  seed: whole(0, 2 ** 32 - 1),
  side: whole(2, 24),
} as const;

interface PictureFieldsProps {
  readonly choices: PictureChoices;
  /** Dimensions of z. */
  readonly latent: number;
  readonly onChange: (change: Partial<PictureChoices>) => void;
}

/** Choices about the content and size of a picture. */
export function PictureFields({ choices, latent, onChange }: PictureFieldsProps) {
  const number = (name: keyof typeof FIELDS) => ({
    field: FIELDS[name],
    value: choices[name],
    onChange: (value: number) => onChange({ [name]: value }),
  });
  return (
    <>
      <div class="fields">
        <Choice
          label="Picture"
          value={choices.kind}
          options={latent >= 2 ? KINDS : KINDS.slice(0, 1)}
          onChange={(kind) => onChange({ kind })}
        />
        {choices.kind === 'samples' ? (
          <>
            <TextField label="Samples" {...number('count')} />
            <TextField label="Columns" {...number('columns')} />
            <TextField label="Seed" hint="The same, the same images" {...number('seed')} />
          </>
        ) : (
          <>
            <TextField label="Images a side" {...number('side')} />
            <Dimensions choices={choices} latent={latent} onChange={onChange} />
          </>
        )}
        <Choice
          label="Enlargement"
          value={String(choices.factor)}
          options={FACTORS}
          onChange={(factor) => onChange({ factor: Number(factor) })}
        />
      </div>
      {choices.kind === 'samples' && (
        <>
          <Slider
            label="Temperature"
            value={choices.temperature}
            min={0}
            max={2}
            step={0.05}
            onInput={(temperature) => onChange({ temperature })}
          />
          <p class="hint">Below 1 samples are more typical, above 1 more varied.</p>
        </>
      )}
    </>
  );
}

/** The two dimensions of a manifold, which must differ. */
function Dimensions({ choices, latent, onChange }: PictureFieldsProps) {
  const all = Array.from({ length: latent }, (_, i) => ({ value: `${i + 1}`, text: `z${i + 1}` }));
  const field = (name: 'across' | 'down', other: 'across' | 'down', label: string) => (
    <Choice
      label={label}
      value={String(choices[name])}
      options={all.filter(({ value }) => value !== String(choices[other]))}
      onChange={(value) => onChange({ [name]: Number(value) })}
    />
  );
  return (
    <>
      {field('across', 'down', 'Left to right')}
      {field('down', 'across', 'Top to bottom')}
    </>
  );
}
