import { assertOptions, CHECKED_LATER, type OptionRanges, oneOf, wholeNumber } from '../checks.ts';
import { kindOf } from '../data/arrays.ts';
import type { Channels } from '../data/imageData.ts';
import { ConfigError, LimitError } from '../errors.ts';
import type { Model, Program } from '../families/model.ts';
import type { TensorValues } from '../gpu/executable.ts';
import { nudged } from '../gpu/nudged.ts';
import type { BufferSlice } from '../gpu/slice.ts';
import { Graph } from '../graph/graph.ts';
import { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { canvasKernels } from '../kernels/catalogue/canvas.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { WEBASSEMBLY } from '../kernels/defaultVariant.ts';
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

type DrawContext = GPUCanvasContext | CanvasRenderingContext2D;

/** The device for which each canvas is configured. */
const configured = new WeakMap<DrawTarget, GPUDevice>();
/** Ends when the GPU has drawn the last picture of a canvas. */
const drawn = new WeakMap<DrawTarget, Promise<unknown>>();

/** The kind of context that takes the pixels of a device: WebAssembly has no textures. */
type ContextKind = 'webgpu' | '2d';

/** @throws ConfigError for anything but a canvas that can have a context of this kind */
function contextOf(canvas: DrawTarget, kind: ContextKind): DrawContext {
  if (typeof canvas?.getContext !== 'function') {
    throw new ConfigError(`expected a canvas to draw on, got ${kindOf(canvas)}`);
  }
  const context = canvas.getContext(kind) as DrawContext | null;
  if (context) return context;
  const other = kind === '2d' ? 'webgpu' : '2d';
  throw new ConfigError(
    `the canvas has a context of another kind, such as ${other}: draw on a canvas that has none`,
  );
}

/**
 * Decodes latents and draws the pictures on a canvas, whose size follows from them. The pixels stay
 * on the GPU; those of WebAssembly are put on a 2d canvas.
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
  const kind = engine.gpu.adapter.vendor === WEBASSEMBLY ? '2d' : 'webgpu';
  const context = contextOf(canvas, kind);
  const { total, values, record } = decoding(model, z, options.condition, MAX_PASS_ROWS);
  const bgra = kind === 'webgpu' && canvasFormat() === 'bgra8unorm';
  const grid = { ...gridOf(model, total, options), bgra };
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
      if ('putImageData' in context) {
        const [pixels] = await run([{}], [output]);
        return put({ canvas, context }, pixels, output, grid);
      }
      await run([{}], []);
      return present(engine, { canvas, context }, slice(output), output, grid);
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

/** Puts pixels on a 2d canvas, which cuts off what their lines have past its width. */
function put(
  { canvas, context }: { canvas: DrawTarget; context: CanvasRenderingContext2D },
  pixels: TensorValues | undefined,
  { shape: [height = 0, pitch = 0] }: Tensor,
  grid: PictureGrid,
): void {
  if (!pixels) return;
  resize(canvas, grid.width * grid.columns, height);
  const { buffer, byteOffset, byteLength } = pixels;
  const bytes = new Uint8ClampedArray(buffer as ArrayBuffer, byteOffset, byteLength);
  context.putImageData(new ImageData(bytes, pitch, height), 0, 0);
}

/** Setting a size clears a canvas, even to the same one. */
function resize(canvas: DrawTarget, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
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
  resize(canvas, width, height);
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
function gridOf({ fields }: Model, count: number, options: DrawOptions): Omit<PictureGrid, 'bgra'> {
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
  return { width, height, channels: channels === 'rgb' ? 3 : 1, columns };
}
