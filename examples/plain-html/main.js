import { isSupported, toDataset, VaeWorker } from 'webgpu-vae/worker';
import { drawDigits, SIZE } from './digits.js';
import { drawImages } from './drawImages.js';

const EPOCHS = 40;
const SHOWN = 64;

/** @template {HTMLElement} T @param {string} id @param {new () => T} type @returns {T} */
function element(id, type) {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${id}`);
}
const train = element('train', HTMLButtonElement);
const cancel = element('cancel', HTMLButtonElement);
const progress = element('progress', HTMLProgressElement);
const status = element('status', HTMLElement);
const samples = element('samples', HTMLCanvasElement);

const pixels = drawDigits(1000);
drawImages(element('digits', HTMLCanvasElement), pixels.subarray(0, SHOWN * SIZE * SIZE));

const support = await isSupported();
if (!support.supported) {
  train.disabled = true;
  status.textContent = support.reason;
}

train.addEventListener('click', async () => {
  const controller = new AbortController();
  cancel.onclick = () => controller.abort();
  train.disabled = true;
  cancel.disabled = false;
  status.textContent = 'Compiling shaders …';
  try {
    await learn(controller.signal);
  } catch (error) {
    status.textContent = String(error);
  }
  train.disabled = false;
  cancel.disabled = true;
});

/** @param {AbortSignal} signal ends training, and leaves the model as it then is */
async function learn(signal) {
  const worker = new VaeWorker();
  try {
    const vae = await worker.create({ config: { input: SIZE * SIZE, hidden: [128], latent: 8 } });
    // The rows go to the worker once, and every call names them.
    const digits = await worker.keep(toDataset(pixels, SIZE * SIZE));
    progress.max = EPOCHS;
    const history = await vae.fit(digits, {
      epochs: EPOCHS,
      signal,
      onEpoch: async ({ epoch, train: { elbo } }) => {
        progress.value = epoch;
        status.textContent = `Epoch ${epoch}: loss ${elbo.toFixed(1)} nats an image`;
        // The same seed gives the same points of latent space, so one sees each sample take shape.
        drawImages(samples, await vae.sample(SHOWN, { seed: 1 }));
      },
    });
    const ended = history.stopped === 'signal' ? 'Cancelled' : 'Done';
    status.textContent += `. ${ended} after ${vae.stepCount} steps.`;
  } finally {
    // Ends the thread and frees the GPU's memory.
    worker.dispose();
  }
}
