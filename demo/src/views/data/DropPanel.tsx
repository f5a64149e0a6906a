import { useRef, useState } from 'preact/hooks';
import { droppedFiles, pickedFiles } from '../../data/drop.ts';
import type { DroppedFile, ImageSet } from '../../data/imageSet.ts';
import { Choice } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { problem } from '../../session/problem.ts';
import type { Session } from '../../session/session.ts';

const SIDES = ['16', '28', '32', '48', '64'] as const;

interface DropPanelProps {
  readonly session: Session;
  readonly onFound: (images: ImageSet) => void;
}

/** Where files come in, by dropping or by choosing. */
export function DropPanel({ session, onFound }: DropPanelProps) {
  const [side, setSide] = useState<(typeof SIDES)[number]>('28');
  const [share, setShare] = useState<number>();
  const [over, setOver] = useState(false);
  const reading = useRef<AbortController>(undefined);
  const read = async (files: Promise<readonly DroppedFile[]>) => {
    const abort = new AbortController();
    reading.current?.abort();
    reading.current = abort;
    session.notices.dismiss('data');
    setShare(0);
    try {
      const options = { side: Number(side), onProgress: setShare, signal: abort.signal };
      onFound(await session.loader.readFiles(await files, options));
    } catch (error) {
      if (!abort.signal.aborted) session.notices.tell(problem(error, 'data'));
    } finally {
      if (reading.current === abort) setShare(undefined);
    }
  };
  const picked = (list: FileList | null) => {
    if (list && list.length > 0) void read(Promise.resolve(pickedFiles(list)));
  };
  return (
    <Panel
      title="Your own images"
      about="Pictures, a folder of them (sub-folders become classes), an IDX file, a CSV with one image a row, or a .npy array."
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has no keyboard form; the buttons within do the same. */}
      <div
        class={`drop-zone ${over ? 'over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (event.dataTransfer) void read(droppedFiles(event.dataTransfer));
        }}
      >
        <p>
          <strong>Drop files or a folder here</strong>
        </p>
        <div class="buttons">
          <FileButton label="Choose files" onPick={picked} />
          <FileButton label="Choose a folder" folder onPick={picked} />
        </div>
        {share !== undefined && (
          <div class="reading">
            <progress aria-label="Reading the files" value={share} max={1} />
            <button type="button" onClick={() => reading.current?.abort()}>
              Cancel
            </button>
          </div>
        )}
      </div>
      <div class="size">
        <Choice
          label="Size of the images"
          hint="They are made grey and fitted into a square."
          value={side}
          options={SIDES.map((each) => ({ value: each, text: `${each} × ${each}` }))}
          onChange={setSide}
        />
        <p class="about promise">
          Nothing leaves this machine. The page has no server behind it, and its own security policy
          forbids it to send anything anywhere.
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

/** A button that opens the browser's own dialogue. */
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
          // The same files again are a change again.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
