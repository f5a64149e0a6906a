import { traceOf } from 'webgpu-vae/worker';
import { download } from '../../parts/download.ts';
import { modelFileName } from '../../parts/fileNames.ts';
import type { ProfileRecord } from '../../session/measurements.ts';
import type { Session } from '../../session/session.ts';

interface DownloadsProps {
  readonly session: Session;
  readonly record: ProfileRecord;
}

/** The last profile as files. */
export function Downloads({ session, record }: DownloadsProps) {
  const { profile, architecture, widths, step, epoch } = record;
  const images = session.images.value?.name ?? '';
  const name = modelFileName({ images, widths, epoch });
  const save = (kind: string, content: unknown) =>
    download(`${name}-${kind}.json`, JSON.stringify(content, null, 1), 'application/json');
  return (
    <div class="downloads">
      <button type="button" onClick={() => save('trace', traceOf(profile))}>
        Download trace
      </button>
      <button type="button" onClick={() => save('profile', { architecture, step, ...profile })}>
        Download profile
      </button>
      <p class="hint">
        The trace opens at{' '}
        <a href="https://ui.perfetto.dev" target="_blank" rel="noreferrer">
          ui.perfetto.dev
        </a>{' '}
        or chrome://tracing; the profile is JSON.
      </p>
    </div>
  );
}
