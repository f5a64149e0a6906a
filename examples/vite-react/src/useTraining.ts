import { useEffect, useState } from 'react';
import { type RemoteVaeOptions, toDataset, VaeWorker } from 'webgpu-vae/worker';

/** The state of training, as a component sees it. */
export interface Training {
  readonly phase: 'starting' | 'training' | 'done' | 'failed';
  readonly epoch: number;
  /** Minus the evidence lower bound, in nats an image. */
  readonly loss: number | undefined;
  /** Means of images, one a sample. */
  readonly samples: readonly Float32Array[];
  readonly error: string | undefined;
}

const START: Training = {
  phase: 'starting',
  epoch: 0,
  loss: undefined,
  samples: [],
  error: undefined,
};

/** How many samples are drawn after an epoch. */
const SAMPLES = 8;

/**
 * Creates a model in a worker and trains it while the component is mounted. Another `pixels`,
 * `options` or `epochs` begins anew: make them once, outside of the component or by `useMemo`.
 *
 * In development `StrictMode` mounts every component twice. The first worker is then ended at once,
 * as by any other unmount.
 *
 * @param pixels images of one size, one a row
 */
export function useTraining(
  pixels: Uint8Array,
  options: RemoteVaeOptions & { readonly config: { readonly input: number } },
  epochs: number,
): Training {
  const [training, setTraining] = useState(START);

  useEffect(() => {
    const unmounted = new AbortController();
    const worker = new VaeWorker();
    /** Changes some of the state, as long as the component is there to see it. */
    const tell = (changed: Partial<Training>) => {
      if (!unmounted.signal.aborted) setTraining((before) => ({ ...before, ...changed }));
    };

    async function train() {
      setTraining(START);
      const vae = await worker.create(options);
      const { input } = options.config;
      tell({ phase: 'training' });
      await vae.fit(toDataset(pixels, input), {
        epochs,
        // Ends training after the step that runs.
        signal: unmounted.signal,
        onEpoch: async ({ epoch, train }) => {
          // The same seed each time: one sees each sample take shape.
          const images = await vae.sample(SAMPLES, { seed: 1 });
          const samples = Array.from({ length: SAMPLES }, (_, i) =>
            images.subarray(i * input, (i + 1) * input),
          );
          tell({ epoch, loss: train.elbo, samples });
        },
      });
      tell({ phase: 'done' });
    }

    // An unmounted component's calls reject with DisposedError, which `tell` drops.
    train().catch((error) => tell({ phase: 'failed', error: String(error) }));
    return () => {
      unmounted.abort();
      // Ends the thread, and frees its models and their memory on the GPU.
      worker.dispose();
    };
  }, [pixels, options, epochs]);

  return training;
}
