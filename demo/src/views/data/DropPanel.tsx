import { useState } from 'preact/hooks';
import { droppedFiles, pickedFiles } from '../../data/drop.ts';
import type { DroppedFile } from '../../data/imageSet.ts';
import { Choice } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { useDropTarget } from '../../parts/useDropTarget.ts';
import type { ImageSets } from '../../session/imageSets.ts';

const SIDES = ['16', '28', '32', '48', '64'] as const;

/** Loads files by dropping or by choosing. */
export function DropPanel({ imageSets }: { readonly imageSets: ImageSets }) {
  const [side, setSide] = useState<(typeof SIDES)[number]>('28');
  const loading = imageSets.loading.value;
  const read = (files: Promise<readonly DroppedFile[]>) => void imageSets.read(files, Number(side));
  const target = useDropTarget((transfer) => read(droppedFiles(transfer)));
  const picked = (list: FileList | null) => {
    if (list && list.length > 0) read(Promise.resolve(pickedFiles(list)));
  };
  return (
    <Panel
      title="Your own images"
      about="Pictures, a folder of them (sub-folders become classes), an IDX file, a CSV with one image a row, or a .npy array."
    >
      <div class="drop-zone" {...target}>
        <p>
          <strong>Drop files or a folder here</strong>
        </p>
        <div class="buttons">
          <FileButton label="Choose files" onPick={picked} />
          <FileButton label="Choose a folder" folder onPick={picked} />
        </div>
        {loading?.what === 'files' && (
          <div class="reading">
            <progress aria-label="Reading the files" value={loading.share} max={1} />
            <button type="button" onClick={() => imageSets.cancel()}>
              Cancel
            </button>
          </div>
        )}
      </div>
      <div class="size">
        <Choice
          label="Size of the images"
          hint="They are fitted into a square, in colour if they have some."
          value={side}
          options={SIDES.map((each) => ({ value: each, text: `${each} × ${each}` }))}
          onChange={setSide}
        />
        <p class="about promise">
          Nothing leaves this machine: the images are read, shown and trained on in this page, which
          has no server to send them to.
        </p>
      </div>
    </Panel>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly folder?: boolean;
  readonly onPick: (files: FileList | null) => void;
}

/** A button that opens the browser's file dialogue. */
function FileButton({ label, folder = false, onPick }: FileButtonProps) {
  return (
    <label class="file-button">
      {label}
      <input
        class="visually-hidden"
        type="file"
        multiple
        ref={(input) => {
          if (input) input.webkitdirectory = folder;
        }}
        onChange={(event) => {
          onPick(event.currentTarget.files);
          // Reset, so that choosing the same files again fires a change event.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
