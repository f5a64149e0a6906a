import { useEffect, useState } from 'preact/hooks';
import { browserTuningStore, type TuneReport } from 'webgpu-vae/worker';
import { type CachedAdapter, cachedAdapters } from './tuningCache.ts';

/**
 * Stored measurements of earlier tunings. @param report the last one, which may have added to them
 */
export function TuningCache({ report }: { readonly report: TuneReport | undefined }) {
  const [cached, setCached] = useState<readonly CachedAdapter[]>([]);
  useEffect(() => {
    let gone = false;
    void browserTuningStore()
      .read()
      .then((text) => {
        if (!gone) setCached(cachedAdapters(text));
      });
    return () => {
      gone = true;
    };
  }, [report]);
  const forget = () =>
    browserTuningStore()
      .write('')
      .then(() => setCached([]));
  return (
    <details>
      <summary>What this browser keeps</summary>
      {cached.length === 0 && <p class="about">Nothing yet. What the tuner measures is kept.</p>}
      {cached.length > 0 && (
        <>
          <ul class="cached">
            {cached.map(({ adapter, dispatches }) => (
              <li key={adapter}>
                {dispatches} dispatches, measured on <code>{adapter}</code>
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => void forget()}>
            Forget what was measured
          </button>
        </>
      )}
    </details>
  );
}
