import { useDropTarget } from './useDropTarget.ts';
import './fileZone.css';

interface FileZoneProps {
  /** The call to action, such as `Choose a .txt file`. */
  readonly title: string;
  /** The contents that the file should have. */
  readonly about: string;
  /** Label for screen readers. */
  readonly label: string;
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** A place to drop a file, or to choose one. */
export function FileZone({ title, about, label, accept, onFile }: FileZoneProps) {
  const read = (file: File | undefined) => {
    if (file) onFile(file);
  };
  const target = useDropTarget((transfer) => read(transfer.files[0]));
  return (
    <label class="drop-zone file-zone" {...target}>
      <strong>{title}</strong>
      <span class="about">{about}</span>
      <input
        type="file"
        class="visually-hidden"
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const { currentTarget: input } = event;
          read(input.files?.[0]);
          // Reset, so that choosing the same file again, once repaired, fires a change event.
          input.value = '';
        }}
      />
    </label>
  );
}
