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
  const { profile, config, step } = record;
  const images = session.images.value?.name ?? '';
  const name = `${modelFileName({ images, config, epoch: session.model.value?.epoch ?? 0 })}`;
  const save = (kind: string, content: unknown) =>
    download(`${name}-${kind}.json`, JSON.stringify(content, null, 1), 'application/json');
  return (
    <>
      <button
        type="button"
        title="Opens at ui.perfetto.dev or chrome://tracing"
        onClick={() => save('trace', traceOf(profile))}
      >
        Download trace
      </button>
      <button type="button" onClick={() => save('profile', { config, step, ...profile })}>
        Download profile
      </button>
    </>
  );
}
