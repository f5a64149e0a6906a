import { useState } from 'preact/hooks';
import type { Settings } from '../../session/settings.ts';
import { sharedQuery } from '../../session/settingsLink.ts';

/** Milliseconds for which the confirmation is shown. */
const TOLD_MS = 4000;

/** Copies a link with these settings for any machine. */
export function ShareLink({ settings }: { readonly settings: Settings }) {
  const [told, setTold] = useState('');
  const copy = async () => {
    const link = new URL(sharedQuery(settings), location.href).href;
    const text = await navigator.clipboard.writeText(link).then(
      () => 'Copied',
      () => `The browser allows no copying: ${link}`,
    );
    setTold(text);
    setTimeout(() => setTold(''), TOLD_MS);
  };
  return (
    <>
      <span class="about" role="status">
        {told}
      </span>
      <button type="button" onClick={() => void copy()}>
        Copy link to these settings
      </button>
    </>
  );
}
