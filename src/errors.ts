/**
 * Every error the library throws on purpose. A message says what was expected,
 * what came, by which name, and what to do; callers tell them apart by class.
 */
export class VaeError extends Error {
  // Written out in every class: a bundler that minifies renames the classes themselves.
  override name = 'VaeError';
}

/** A value given by the caller is out of range or of the wrong kind. */
export class ConfigError extends VaeError {
  override name = 'ConfigError';
}

/** A tensor has another shape than the kernel or the call expects. */
export class ShapeError extends VaeError {
  override name = 'ShapeError';
}

/** A file or a byte buffer is not what its format demands. */
export class FormatError extends VaeError {
  override name = 'FormatError';
}

/** A data set is missing, of a wrong size or of a wrong checksum. */
export class DataError extends VaeError {
  override name = 'DataError';
}

/** A checkpoint is sound as a file but does not fit this model or version. */
export class CheckpointError extends VaeError {
  override name = 'CheckpointError';
}

/** No WebGPU adapter, or one that lacks what the library needs. */
export class AdapterError extends VaeError {
  override name = 'AdapterError';
}

/** The GPU device was lost and training could not go on by itself. */
export class DeviceLostError extends VaeError {
  override name = 'DeviceLostError';
  /** The step at which the model's state stands. */
  readonly step: number;
  /** That state as a checkpoint, in what `fit` and `step` throw. */
  checkpoint: Uint8Array | undefined;

  constructor(message: string, details: { step: number; cause?: unknown }) {
    super(message, { cause: details.cause });
    this.step = details.step;
  }
}

/** A WGSL module or a pipeline was rejected by the WebGPU implementation. */
export class CompileError extends VaeError {
  override name = 'CompileError';
}

/** A tensor, a buffer or a model does not fit a limit of the device. */
export class LimitError extends VaeError {
  override name = 'LimitError';
}

/** An object was used after `dispose()`. */
export class DisposedError extends VaeError {
  override name = 'DisposedError';
}

/** The library broke a rule of its own; no option of the caller's can be the reason. */
export class InternalError extends VaeError {
  override name = 'InternalError';
}

/** NaN or infinity met in training; the state stands before the step that met it. */
export class NumericsError extends VaeError {
  override name = 'NumericsError';
  /** The step, counted from 1, that met it; it has not been applied. */
  readonly step: number;
  /** The first tensor of that step that holds NaN or infinity. */
  readonly tensor: string;

  constructor(message: string, details: { step: number; tensor: string }) {
    super(message);
    this.step = details.step;
    this.tensor = details.tensor;
  }
}
