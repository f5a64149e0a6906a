import { useState } from 'preact/hooks';
import { Panel } from '../../parts/Panel.tsx';
import { useDropTarget } from '../../parts/useDropTarget.ts';
import type { Session } from '../../session/session.ts';

/** Loads a checkpoint from a file, chosen or dropped. */
export function LoadPanel({ session }: { readonly session: Session }) {
  const [told, setTold] = useState('');
  const ready = session.images.value !== undefined;
  const load = async (file: File | undefined) => {
    if (!file || !ready) return;
    setTold(`Reading ${file.name}…`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const taken = await session.load(bytes);
    setTold(
      taken
        ? `Loaded ${file.name}. Training goes on from it.`
        : `${file.name} was not taken: the message above says why. Nothing has changed.`,
    );
  };
  const target = useDropTarget((transfer) => void load(transfer.files[0]));
  return (
    <Panel
      class="load"
      title="Load"
      about="A checkpoint of this page, or weights of PyTorch’s VAE example. It takes the place of the model at hand: keep that first."
    >
      <label class="drop-zone" {...target}>
        <strong>Choose a .safetensors file</strong>
        <span class="about">or drop it here</span>
        <input
          type="file"
          class="visually-hidden"
          aria-label="Load a checkpoint file"
          accept=".safetensors"
          disabled={!ready}
          onChange={(event) => {
            const { currentTarget: input } = event;
            void load(input.files?.[0]);
            // Reset, so that choosing the same file again, once repaired, fires a change event.
            input.value = '';
          }}
        />
      </label>
      <p class="hint" role="status" aria-label="Loading">
        {told}
      </p>
    </Panel>
  );
}
