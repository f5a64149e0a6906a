import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  /** A few words of explanation. */
  readonly hint?: ComponentChildren;
  readonly disabled?: boolean;
}

interface TextFieldProps<T> extends FieldProps {
  readonly value: T;
  readonly field: {
    readonly wanted: string;
    parse(text: string): T | undefined;
    format(value: T): string;
  };
  readonly onChange: (value: T) => void;
}

/**
 * A text field whose value is applied when the field is left. Invalid text is marked, with a hint
 * about valid values, and changes nothing.
 */
export function TextField<T>({ label, hint, disabled, value, field, onChange }: TextFieldProps<T>) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const wrong = draft !== undefined && field.parse(draft) === undefined;
  const commit = (text: string) => {
    const parsed = field.parse(text);
    if (parsed !== undefined) onChange(parsed);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode={typeof value === 'number' ? 'decimal' : 'text'}
        autocomplete="off"
        value={draft ?? field.format(value)}
        disabled={disabled}
        aria-invalid={wrong}
        aria-describedby={`${id}-hint`}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={(event) => commit(event.currentTarget.value)}
        onBlur={() => setDraft(undefined)}
      />
      <p class="hint" id={`${id}-hint`}>
        {wrong ? `Takes ${field.wanted}.` : hint}
      </p>
    </div>
  );
}

interface ChoiceProps<T extends string> extends FieldProps {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
}

/** A choice of one of a few values. */
export function Choice<T extends string>({
  label,
  hint,
  disabled,
  value,
  options,
  onChange,
}: ChoiceProps<T>) {
  const id = useId();
  const chosen = (text: string) => options.find((option) => option.value === text);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(chosen(event.currentTarget.value)?.value ?? value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface SliderProps extends FieldProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onInput: (value: number) => void;
}

/** A number set by dragging or by the arrow keys. */
export function Slider({ label, disabled, value, min, max, step, onInput }: SliderProps) {
  const id = useId();
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
      />
      <output for={id}>{value.toFixed(2)}</output>
    </div>
  );
}
