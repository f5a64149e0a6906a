import { useId } from 'preact/hooks';
import { isKnown, type TextForm } from '../../session/texts/textForm.ts';

interface TextInputProps {
  readonly label: string;
  readonly value: string;
  /** How the model reads it; undefined without a model. */
  readonly form: TextForm | undefined;
  readonly onInput: (value: string) => void;
}

/** A text for the model, used while it is typed. */
export function TextInput({ label, value, form, onInput }: TextInputProps) {
  const id = useId();
  const strange = form !== undefined && !isKnown(value, form);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        autocomplete="off"
        value={value}
        aria-invalid={strange}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class="hint" id={`${id}-hint`}>
        {strange && 'The model knows no word of this.'}
      </p>
    </div>
  );
}
