interface DescriptionListProps {
  readonly class: string;
  readonly entries: readonly (readonly string[])[];
}

/** A description list. @param entries pairs of a name and a text */
export function DescriptionList({ class: name, entries }: DescriptionListProps) {
  return (
    <dl class={name}>
      {entries.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
