import { assertOptions, CHECKED_LATER, type OptionRanges, oneOf, wholeNumber } from '../checks.ts';
import { kindOf } from '../data/arrays.ts';
import type { Channels } from '../data/imageData.ts';
import { ConfigError, LimitError } from '../errors.ts';
import type { Model, Program } from '../families/model.ts';
import { nudged } from '../gpu/nudged.ts';
import type { BufferSlice } from '../gpu/slice.ts';
import { Graph } from '../graph/graph.ts';
import { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { canvasKernels } from '../kernels/catalogue/canvas.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { type PictureGrid, pixels } from '../ops/pixels.ts';
import type { GPUDevice, HTMLCanvasElement, OffscreenCanvas } from '../platform.ts';
import type { Engine } from '../runtime/engine.ts';
import { decoding } from './decoding.ts';
import { MAX_PASS_ROWS, runChunks } from './runRows.ts';

/** Options of `VAE.draw`. */
export interface DrawOptions {
  /** Pixels of a picture across; by default as the model's input has them, such as `[28, 28]`. */
  readonly width?: number;
  /** Pixels of a picture down; by default as the model's input has them. */
  readonly height?: number;
  /** `grey` by default, `rgb` if the model's input is `[height, width, 3]`. */
  readonly channels?: Channels;
  /** Pictures in a line; by default about as many as there are lines. */
  readonly columns?: number;
  /**
   * For conditional models: `[condition]` for all pictures, or `[pictures, condition]`. None by default.
   */
  readonly condition?: Float32Array;
}

const RANGES: OptionRanges<DrawOptions> = {
  width: wholeNumber(1),
  height: wholeNumber(1),
  channels: oneOf(['grey', 'rgb'] satisfies Channels[]),
  columns: wholeNumber(1),
  condition: CHECKED_LATER,
};

/** A canvas of a page, or one that is not on a page or was handed to a worker. */
type DrawTarget = HTMLCanvasElement | OffscreenCanvas;

/** The device for which each canvas is configured. */
const configured = new WeakMap<DrawTarget, GPUDevice>();
/** Ends when the GPU has drawn the last picture of a canvas. */
const drawn = new WeakMap<DrawTarget, Promise<unknown>>();

/** @throws ConfigError for anything but a canvas that WebGPU can draw on */
function contextOf(canvas: DrawTarget): GPUCanvasContext {
  if (typeof canvas?.getContext !== 'function') {
    throw new ConfigError(`expected a canvas to draw on, got ${kindOf(canvas)}`);
  }
  const context = canvas.getContext('webgpu') as GPUCanvasContext | null;
  if (context) return context;
  throw new ConfigError(
    'the canvas has a context of another kind, such as 2d: draw on a canvas that has none',
  );
}

/**
 * Decodes latents and draws the pictures on a canvas, whose size follows from them. The pixels stay
 * on the GPU.
 * @param z `[pictures, latent]`
 */
export async function draw(
  engine: Engine,
  canvas: DrawTarget,
  z: Float32Array,
  options: DrawOptions,
): Promise<void> {
  assertOptions('draw', options, RANGES);
  const { model } = engine;
  const context = contextOf(canvas);
  const { total, values, record } = decoding(model, z, options.condition, MAX_PASS_ROWS);
  const grid = gridOf(model, total, options);
  addParts([canvasKernels]);
  // At most one picture is under way: a slow adapter must not fall behind a fast page.
  await drawn.get(canvas);
  await runChunks(
    engine,
    {
      purpose: 'drawing',
      sizes: `${total} ${JSON.stringify(grid)}`,
      chunk: total,
      record: (source) => withPixels(record(source), grid),
      values,
      total,
      urgent: true,
    },
    async ({ outputs, slice, run }) => {
      const [output] = outputs;
      if (!output) return;
      await run([{}], []);
      present(engine, { canvas, context }, slice(output), output, grid);
    },
  );
}

/** A decoder, and after it the pixels of its pictures. */
function withPixels({ plan, inputs, outputs }: Program, grid: PictureGrid): Program {
  const graph = new Graph(new Store());
  const canvas = pixels(graph, outputs.x as Tensor, { name: 'canvas', grid });
  const step = [...plan.step, ...graph.forward];
  return {
    plan: { ...plan, step, outputs: [canvas.name] },
    inputs,
    outputs: { canvas },
    terms: [],
  };
}

/** Copies pixels into the texture that a canvas shows next. */
function present(
  { gpu }: Engine,
  { canvas, context }: { canvas: DrawTarget; context: GPUCanvasContext },
  { buffer, offset }: BufferSlice,
  { shape: [height = 0, pitch = 0] }: Tensor,
  { width: across, columns }: PictureGrid,
): void {
  const { device } = gpu;
  const width = across * columns;
  const most = device.limits.maxTextureDimension2D;
  if (Math.max(width, height) > most) {
    throw new LimitError(
      `the pictures take ${width} x ${height} pixels, a canvas on this device has at most ${most} ` +
        'across: draw fewer, or in another number of columns',
    );
  }
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  if (configured.get(canvas) !== device) {
    const usage = GPUTextureUsage.COPY_DST;
    const format = canvasFormat();
    context.configure({ device, format, usage, alphaMode: 'premultiplied' });
    configured.set(canvas, device);
  }
  const encoder = device.createCommandEncoder({ label: 'canvas' });
  encoder.copyBufferToTexture(
    { buffer, offset, bytesPerRow: 4 * pitch },
    { texture: context.getCurrentTexture() },
    [width, height],
  );
  device.queue.submit([encoder.finish()]);
  // A lost device is found by the next call.
  drawn.set(
    canvas,
    nudged(gpu, device.queue.onSubmittedWorkDone()).catch(() => {}),
  );
}

/** The format that canvases take without another copy. */
function canvasFormat(): GPUTextureFormat {
  const { navigator } = globalThis as { readonly navigator?: Partial<Navigator> };
  return navigator?.gpu?.getPreferredCanvasFormat() ?? 'rgba8unorm';
}

/** @throws ConfigError if the size of a picture is unknown */
function gridOf({ fields }: Model, count: number, options: DrawOptions): PictureGrid {
  const [{ shape } = { shape: [] }] = fields;
  const [ownHeight, ownWidth, ownChannels = 1] = shape.length > 1 ? shape : [];
  const { width = ownWidth, height = ownHeight } = options;
  if (width === undefined || height === undefined) {
    throw new ConfigError(
      'draw needs the width and height of a picture: the model says only how many values it has',
    );
  }
  const { channels = ownChannels === 3 ? 'rgb' : 'grey', columns = Math.ceil(Math.sqrt(count)) } =
    options;
  const bgra = canvasFormat() === 'bgra8unorm';
  return { width, height, channels: channels === 'rgb' ? 3 : 1, columns, bgra };
}
