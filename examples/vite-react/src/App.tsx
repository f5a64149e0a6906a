import { useState } from 'react';
import { Training } from './Training.tsx';

/** Shows or removes the component that trains. */
export function App() {
  const [shown, setShown] = useState(true);
  return (
    <main>
      <h1>A VAE in React</h1>
      <button type="button" onClick={() => setShown(!shown)}>
        {shown ? 'Unmount' : 'Mount'}
      </button>
      {shown && <Training />}
    </main>
  );
}
