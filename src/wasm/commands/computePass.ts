import type { DeviceState } from '../deviceState.ts';
import type { BindGroup } from '../objects/bindGroup.ts';
import type { ComputePipeline } from '../objects/pipeline.ts';
import type { Recording } from './recording.ts';

const MOST_WORKGROUPS = 65535;
const NO_OFFSETS: readonly number[] = [];

interface Bound {
  readonly group: BindGroup;
  /** In the order of the layout's dynamic bindings. */
  readonly offsets: readonly number[];
}

/** Records launches. */
export class ComputePass {
  label: string;
  readonly #state: DeviceState;
  readonly #recording: Recording;
  readonly #ended: () => void;
  readonly #bound: (Bound | undefined)[] = [];
  #pipeline: ComputePipeline | undefined;
  #open = true;

  /** @param ended called when the pass ends */
  constructor(state: DeviceState, recording: Recording, label: string, ended: () => void) {
    this.#state = state;
    this.#recording = recording;
    this.label = label;
    this.#ended = ended;
  }

  setPipeline(pipeline: GPUComputePipeline): void {
    this.#pipeline = pipeline as unknown as ComputePipeline;
  }

  setBindGroup(
    index: number,
    given: GPUBindGroup | null | undefined,
    offsets: Iterable<number> = NO_OFFSETS,
    start = 0,
    length?: number,
  ): void {
    if (!given) {
      this.#bound[index] = undefined;
      return;
    }
    const group = given as unknown as BindGroup;
    const list = offsets === NO_OFFSETS ? NO_OFFSETS : [...offsets];
    const part = length === undefined ? list : list.slice(start, start + length);
    const refused = group.refuses(part);
    if (refused !== undefined) this.#recording.refuse(refused);
    this.#recording.bind(group);
    this.#bound[index] = { group, offsets: part };
  }

  dispatchWorkgroups(x: number, y = 1, z = 1): void {
    const pipeline = this.#pipeline;
    const refused = this.#refusal(Math.max(x, y, z));
    if (refused !== undefined || !pipeline) {
      this.#recording.refuse(`pass "${this.label}": ${refused}`);
      return;
    }
    if (x * y * z === 0) return;
    const { words } = this.#recording;
    const { kernel, bindings } = pipeline;
    words.launch(kernel, x, y, z, this.#state.pieces, bindings.length);
    for (const { group, binding, takes } of bindings) {
      const bytes = this.#bound[group]?.group.bytes[binding];
      const word = takes === 'bytes' ? bytes : this.#address(group, binding);
      if (word === undefined) {
        this.#recording.refuse(`"${pipeline.label}": a bind group is missing or does not fit`);
      }
      words.binding(word ?? 0);
    }
  }

  #refusal(most: number): string | undefined {
    if (!this.#open) return 'it has ended';
    if (!this.#pipeline) return 'it has no pipeline';
    return most > MOST_WORKGROUPS ? `${most} workgroups are too many` : undefined;
  }

  dispatchWorkgroupsIndirect(): void {
    this.#recording.refuse('the WebAssembly device has no indirect dispatches');
  }

  /** The address of a binding, its dynamic offset included. */
  #address(group: number, binding: number): number | undefined {
    const bound = this.#bound[group];
    const address = bound?.group.addresses[binding];
    if (!bound || address === undefined || bound.offsets.length === 0) return address;
    const at = bound.group.layout.dynamic.indexOf(binding);
    return at < 0 ? address : address + (bound.offsets[at] ?? 0);
  }

  end(): void {
    if (!this.#open) this.#recording.refuse(`pass "${this.label}" has ended already`);
    this.#open = false;
    this.#ended();
  }

  // Tools show these labels for a GPU. Here there are none.
  pushDebugGroup(_label: string): void {}
  popDebugGroup(): void {}
  insertDebugMarker(_label: string): void {}
}
