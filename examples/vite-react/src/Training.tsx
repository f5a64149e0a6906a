import { toImageData } from 'webgpu-vae/worker';
import { SIZE, squares } from './squares.ts';
import { useTraining } from './useTraining.ts';

/** Values that no render may make anew, or training would begin again. */
const pixels = squares(500);
const options = { config: { input: SIZE * SIZE, hidden: [64], latent: 4 }, seed: 1 };

/** Trains as long as it is mounted. */
export function Training() {
  const { phase, epoch, loss, samples, error } = useTraining(pixels, options, 100);
  if (phase === 'failed') return <p role="alert">{error}</p>;
  return (
    <section>
      <p role="status">
        {phase}, epoch {epoch}
        {loss !== undefined && `, loss ${loss.toFixed(1)} nats an image`}
      </p>
      {samples.map((image, i) => (
        // Samples have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <Picture key={i} image={image} />
      ))}
    </section>
  );
}

function Picture({ image }: { readonly image: Float32Array }) {
  const draw = (canvas: HTMLCanvasElement | null) => {
    canvas?.getContext('2d')?.putImageData(toImageData(image, { width: SIZE, height: SIZE }), 0, 0);
  };
  return <canvas ref={draw} width={SIZE} height={SIZE} />;
}
