import { useState } from 'preact/hooks';

/** Copies the page's address, which holds the settings. */
export function ShareLink() {
  const [told, setTold] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(location.href).then(
      () => setTold('Copied'),
      () => setTold('The link stands in the address bar'),
    );
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
