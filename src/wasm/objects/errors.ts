/** An error of the device, as `GPUError` is one. */
export class DeviceError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** A call breaks a rule of WebGPU. */
export class ValidationError extends DeviceError {}

/** There is no memory for a buffer. */
export class OutOfMemoryError extends DeviceError {}

/** A pipeline cannot be made. */
export class PipelineError extends Error {
  override name = 'GPUPipelineError';
  readonly reason = 'validation';
}

/** An operation cannot be done, as a promise of WebGPU rejects with it. */
export function operationError(message: string): DOMException {
  return new DOMException(message, 'OperationError');
}

/** The error of calls that waited for a device that is gone, or for a mapping that was given up. */
export function abortError(message: string): DOMException {
  return new DOMException(message, 'AbortError');
}
