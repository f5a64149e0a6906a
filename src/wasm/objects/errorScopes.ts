import { type DeviceError, OutOfMemoryError, operationError, ValidationError } from './errors.ts';

interface Scope {
  readonly filter: GPUErrorFilter;
  error: DeviceError | null;
}

/** The error scopes of a device: the innermost scope for a kind of error takes its first error. */
export class ErrorScopes {
  readonly #scopes: Scope[] = [];
  readonly #uncaptured: (error: DeviceError) => void;

  /** @param uncaptured receives errors for which there is no scope */
  constructor(uncaptured: (error: DeviceError) => void) {
    this.#uncaptured = uncaptured;
  }

  push(filter: GPUErrorFilter): void {
    this.#scopes.push({ filter, error: null });
  }

  /** @throws DOMException (OperationError) if no scope is open */
  pop(): DeviceError | null {
    const scope = this.#scopes.pop();
    if (!scope) throw operationError('popErrorScope: no error scope is open');
    return scope.error;
  }

  report(error: DeviceError): void {
    const filter = filterOf(error);
    const scope = this.#scopes.findLast((each) => each.filter === filter);
    if (!scope) this.#uncaptured(error);
    else scope.error ??= error;
  }

  invalid(message: string): void {
    this.report(new ValidationError(message));
  }
}

function filterOf(error: DeviceError): GPUErrorFilter {
  if (error instanceof OutOfMemoryError) return 'out-of-memory';
  return error instanceof ValidationError ? 'validation' : 'internal';
}
