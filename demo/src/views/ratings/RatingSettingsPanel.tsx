import { TextField } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import type { RatingSession } from '../../session/ratings/ratingSession.ts';
import { RATING_FIELDS } from '../../session/ratings/ratingSettings.ts';

/** Settings of the next recommender. */
export function RatingSettingsPanel({ ratings }: { readonly ratings: RatingSession }) {
  const settings = ratings.settings.value;
  const bound = (name: keyof typeof RATING_FIELDS) => ({
    field: RATING_FIELDS[name],
    value: settings[name],
    onChange: (value: number) => ratings.change({ [name]: value }),
  });
  return (
    <Panel
      class="rating-settings"
      title="Model"
      about={
        ratings.outdated.value
          ? 'The model at hand was made with other settings. Reset, then train, to use these.'
          : 'A VAE whose rows are users and whose columns are items.'
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
