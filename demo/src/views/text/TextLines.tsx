import type { TextSession } from '../../session/texts/textSession.ts';
import { NoLines } from './NoLines.tsx';

interface TextLinesProps {
  readonly texts: Pick<TextSession, 'model'>;
  /** Undefined before the model has said something. */
  readonly lines: readonly string[] | undefined;
  /** Label for screen readers. */
  readonly label: string;
}

/** Texts of a model, one a line. */
export function TextLines({ texts, lines, label }: TextLinesProps) {
  if (!lines) return <NoLines texts={texts} />;
  return (
    <ol class="lines" aria-label={label}>
      {lines.map((line, i) => (
        <li key={i}>{line || '(no word)'}</li>
      ))}
    </ol>
  );
}
