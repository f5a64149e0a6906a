/** The part of a canvas that `draw` uses, with a texture that tests can read. */
export interface FakeCanvas {
  readonly canvas: HTMLCanvasElement;
  /** Calls of `configure`. */
  readonly configured: GPUCanvasConfiguration[];
  /** The bytes of the last picture: red, green, blue and alpha of each pixel. */
  pixels(): Promise<{ width: number; height: number; data: Uint8Array }>;
}

/** A canvas for Node, which has none. */
export function fakeCanvas(kind = 'webgpu'): FakeCanvas {
  const configured: GPUCanvasConfiguration[] = [];
  let texture: GPUTexture | undefined;
  const size = { width: 300, height: 150 };
  const context = {
    configure: (given: GPUCanvasConfiguration) => configured.push(given),
    getCurrentTexture: () => {
      const { device, format } = configured.at(-1) as GPUCanvasConfiguration;
      const usage = GPUTextureUsage.COPY_DST | GPUTextureUsage.COPY_SRC;
      texture = device.createTexture({ size: [size.width, size.height], format, usage });
      return texture;
    },
  };
  const canvas = Object.assign(size, {
    getContext: (asked: string) => (asked === kind ? context : null),
  });
  return {
    canvas: canvas as unknown as HTMLCanvasElement,
    configured,
    async pixels() {
      const { device } = configured.at(-1) as GPUCanvasConfiguration;
      const { width, height } = size;
      const bytesPerRow = Math.ceil((4 * width) / 256) * 256;
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      const staging = device.createBuffer({ size: bytesPerRow * height, usage });
      const encoder = device.createCommandEncoder();
      const from = { texture: texture as GPUTexture };
      encoder.copyTextureToBuffer(from, { buffer: staging, bytesPerRow }, [width, height]);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const all = new Uint8Array(staging.getMappedRange().slice(0));
      staging.destroy();
      const data = new Uint8Array(4 * width * height);
      for (let line = 0; line < height; line++) {
        const start = line * bytesPerRow;
        data.set(all.subarray(start, start + 4 * width), line * 4 * width);
      }
      return { width, height, data };
    },
  };
}
