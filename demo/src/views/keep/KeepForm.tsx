import { useState } from 'preact/hooks';
import type { RemoteVAE } from 'webgpu-vae/worker';
import { TextField } from '../../parts/fields.tsx';
import { problem } from '../../session/problem.ts';
import type { Session } from '../../session/session.ts';
import type { KeptCheckpoints } from './keptCheckpoints.ts';
import { KEPT_NAME } from './keptName.ts';

interface KeepFormProps {
  readonly session: Session;
  readonly model: RemoteVAE;
  readonly kept: KeptCheckpoints;
  /** Default name until the user types another. */
  readonly name: string;
}

/** Stores the model in this browser under a name. */
export function KeepForm({ session, model, kept, name: proposed }: KeepFormProps) {
  const [typed, setTyped] = useState<string>();
  const [told, setTold] = useState('');
  const name = typed ?? proposed;
  const replaces = kept.names.value?.includes(name) ?? false;
  const keep = async () => {
    try {
      const bytes = await model.save();
      if (await kept.keep(name, bytes)) setTold(`Kept as ${name}.`);
    } catch (error) {
      session.notices.tell(problem(error, 'save'));
    }
  };
  return (
    <form
      class="keep-form"
      onSubmit={(event) => {
        event.preventDefault();
        // Invalid names are not applied to the state, which then still has the previous name: do
        // not store under that one.
        if (!event.currentTarget.querySelector('[aria-invalid="true"]')) void keep();
      }}
    >
      <TextField
        label="Name in this browser"
        hint={replaces ? 'Replaces the one of this name.' : 'It stays on this machine.'}
        field={KEPT_NAME}
        value={name}
        onChange={setTyped}
      />
      <button type="submit">Keep in this browser</button>
      <p class="hint" role="status" aria-label="Keeping">
        {told}
      </p>
    </form>
  );
}
