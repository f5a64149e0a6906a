import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RemoteVAE } from 'webgpu-vae/worker';
import { latest } from '../../session/latest.ts';
import { problem } from '../../session/problem.ts';
import type { Session } from '../../session/session.ts';
import type { PictureChoices } from './picture.ts';

/** Decoded images, with the choices that they show. */
export interface Picture {
  /** `[count, input]` */
  readonly values: Float32Array;
  readonly choices: PictureChoices;
}

/**
 * The picture of the choices, decoded again when they or the model change; until then, the previous
 * picture.
 */
export function usePicture(
  session: Session,
  model: RemoteVAE,
  choices: PictureChoices,
): Picture | undefined {
  const [picture, setPicture] = useState<Picture>();
  const glimpse = session.monitor.glimpse.value;
  const ask = useMemo(
    () =>
      latest(
        (wanted: PictureChoices) => decode(model, wanted),
        (values, wanted) => setPicture({ values, choices: wanted }),
        // Errors of a discarded model are ignored.
        (error) => session.model.value === model && session.notices.tell(problem(error, 'images')),
      ),
    [session, model],
  );
  // A new glimpse shows that the model has changed.
  useEffect(() => ask(choices), [ask, choices, glimpse]);
  return picture;
}

function decode(model: RemoteVAE, choices: PictureChoices): Promise<Float32Array> {
  const { kind, count, seed, temperature, side, across, down } = choices;
  if (kind === 'samples') return model.sample(count, { seed, temperature });
  return model.manifold({ size: side, x: across - 1, y: down - 1 });
}
