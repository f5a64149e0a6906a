/** Uses results where the platform takes them, and the entry for extensions. */
import { fromCanvas, toImageData, type VAE, writeNpy } from 'webgpu-vae';
import { registerLayer } from 'webgpu-vae/extend';
import 'webgpu-vae/worker-host';

export async function download(vae: VAE): Promise<Blob[]> {
  const samples = await vae.sample(2);
  const files = [await vae.save(), await vae.saveDecoder(), writeNpy(samples, [2, 784])];
  return files.map((bytes) => new Blob([bytes]));
}

export async function draw(vae: VAE, canvas: HTMLCanvasElement): Promise<void> {
  for await (const { epoch, train } of vae.train(fromCanvas(canvas), { epochs: 2 })) {
    console.log(epoch, train.elbo);
    const image = toImageData(await vae.sample(1), { width: 28, height: 28 });
    canvas.getContext('2d')?.putImageData(image, 0, 0);
  }
}

export const register: typeof registerLayer = registerLayer;
