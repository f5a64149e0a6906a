/**
 * Base class of all errors that the library throws on purpose. A message names the value, says what
 * was expected, what was found and what to do. Callers distinguish errors by class.
 */
export class VaeError extends Error {
  // Every class repeats its name as a string, because a minifier renames the classes themselves.
  /** Name of the class, which minifiers keep. */
  override name = 'VaeError';
}

/** A value given by the caller is out of range or of the wrong type. */
export class ConfigError extends VaeError {
  override name = 'ConfigError';
}

/** A tensor's shape differs from the one that the kernel or the call expects. */
export class ShapeError extends VaeError {
  override name = 'ShapeError';
}

/** A file or byte buffer violates its format. */
export class FormatError extends VaeError {
  override name = 'FormatError';
}

/** A data set is missing, or has a wrong size or checksum. */
export class DataError extends VaeError {
  override name = 'DataError';
}

/** A checkpoint is well-formed but does not fit this model or version. */
export class CheckpointError extends VaeError {
  override name = 'CheckpointError';
}

/** There is no WebGPU adapter, or it lacks something that the library needs. */
export class AdapterError extends VaeError {
  override name = 'AdapterError';
}

/** The GPU device was lost, and training could not recover by itself. */
export class DeviceLostError extends VaeError {
  override name = 'DeviceLostError';
  /** The step of the model's state. */
  readonly step: number;
  /** That state as a checkpoint. Set in errors thrown by `fit` and `step`. */
  checkpoint: Uint8Array | undefined;

  constructor(message: string, details: { step: number; cause?: unknown }) {
    super(message, { cause: details.cause });
    this.step = details.step;
  }
}

/** The WebGPU implementation rejected a WGSL module or a pipeline. */
export class CompileError extends VaeError {
  override name = 'CompileError';
}

/** A tensor, buffer or model exceeds a limit of the device. */
export class LimitError extends VaeError {
  override name = 'LimitError';
}

/** An object was used after `dispose()`. */
export class DisposedError extends VaeError {
  override name = 'DisposedError';
}

/** The library broke one of its own rules. No option of the caller can cause this. */
export class InternalError extends VaeError {
  override name = 'InternalError';
}

/** A training step produced NaN or infinity. The state is the one before that step. */
export class NumericsError extends VaeError {
  override name = 'NumericsError';
  /** Number of that step, from 1. It was not applied. */
  readonly step: number;
  /** The first tensor in that step that holds NaN or infinity. */
  readonly tensor: string;

  constructor(message: string, details: { step: number; tensor: string }) {
    super(message);
    this.step = details.step;
    this.tensor = details.tensor;
  }
}
