import type { Reading, ReadNumbers } from '../../data/imageSet.ts';
import { Choice, TextField } from '../../parts/fields.tsx';
import { figure } from '../../parts/format.ts';
import type { LikelihoodGuess } from '../../session/guessLikelihood.ts';
import type { Settings } from '../../session/settings.ts';
import { LIKELIHOOD_OPTIONS } from '../train/settingTexts.ts';
import { RANGE_FIELD, shapeField } from './readingFields.ts';

interface GuessFieldsProps {
  /** Absent for pictures, which say themselves what they are. */
  readonly numbers: ReadNumbers | undefined;
  readonly onRead: (change: Partial<Reading>) => void;
  readonly guess: LikelihoodGuess;
  readonly likelihood: Settings['likelihood'];
  readonly onLikelihood: (likelihood: Settings['likelihood']) => void;
}

/** The guesses about images from files, to be changed. */
export function GuessFields({
  numbers,
  onRead,
  guess,
  likelihood,
  onLikelihood,
}: GuessFieldsProps) {
  const extreme = Math.round(100 * guess.extreme);
  return (
    <fieldset class="guesses">
      <legend>Guessed; change what is wrong</legend>
      <div class="fields">
        {numbers && <NumberFields numbers={numbers} onRead={onRead} />}
        <Choice
          label="Likelihood"
          hint={`Of a VAE's pixels; ${extreme}% of them are nearly black or white`}
          options={LIKELIHOOD_OPTIONS}
          value={likelihood}
          onChange={onLikelihood}
        />
      </div>
    </fieldset>
  );
}

function NumberFields({
  numbers,
  onRead,
}: Pick<GuessFieldsProps, 'onRead'> & { readonly numbers: ReadNumbers }) {
  const { shape, range, extent } = numbers;
  return (
    <>
      <TextField
        label="Shape in the file"
        hint={`Width × height; an image has ${shape.width * shape.height} pixels`}
        field={shapeField(shape)}
        value={shape}
        onChange={(changed) => onRead({ shape: changed })}
      />
      <TextField
        label="Black to white"
        hint={`The numbers go from ${figure(extent.least)} to ${figure(extent.largest)}`}
        field={RANGE_FIELD}
        value={range}
        onChange={(changed) => onRead({ range: changed })}
      />
    </>
  );
}
