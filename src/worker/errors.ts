import {
  AdapterError,
  CheckpointError,
  CompileError,
  ConfigError,
  DataError,
  DeviceLostError,
  DisposedError,
  FormatError,
  InternalError,
  LimitError,
  NumericsError,
  ShapeError,
  VaeError,
} from '../errors.ts';

/**
 * An error in a message. The class is sent by name, since structured cloning reduces all errors to
 * plain ones.
 */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** True for a DOMException. */
  readonly isDomException: boolean;
  /** The error's own fields, such as `step` and `tensor`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cause?: SentError;
}

type ErrorClass = new (message: string, details: never) => Error;

/** By names that minifiers do not change. */
const CLASSES: Readonly<Record<string, ErrorClass>> = {
  AdapterError,
  CheckpointError,
  CompileError,
  ConfigError,
  DataError,
  DeviceLostError,
  DisposedError,
  FormatError,
  InternalError,
  LimitError,
  NumericsError,
  ShapeError,
  VaeError,
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/**
 * Converts a thrown value to a message. A value that is not an Error counts as an Error with its
 * text.
 */
export function sendError(error: unknown): SentError {
  if (!(error instanceof Error)) return sendError(new Error(String(error)));
  const { name, message, stack, cause } = error;
  const isDomException = typeof DOMException !== 'undefined' && error instanceof DOMException;
  return {
    name,
    message,
    stack,
    isDomException,
    fields: isDomException ? {} : ownFields(error),
    ...(cause !== undefined && { cause: sendError(cause) }),
  };
}

/** Restores a sent error: the same class, fields and original stack. */
export function receiveError(sent: SentError): Error {
  const { name, message, stack, fields } = sent;
  const cause = sent.cause && receiveError(sent.cause);
  const error = sent.isDomException
    ? new DOMException(message, name)
    : Object.assign(construct(name, message, { ...fields, ...(cause && { cause }) }), fields);
  if (stack !== undefined)
    Object.defineProperty(error, 'stack', { value: stack, configurable: true });
  return error;
}

function construct(name: string, message: string, details: object): Error {
  const known = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  const error = new (known ?? Error)(message, details as never);
  // An unknown class becomes Error, but keeps its name.
  return known ? error : Object.assign(error, { name });
}

/** Fields that a message can hold: for example no functions. */
function ownFields(error: Error): Record<string, unknown> {
  const entries = Object.entries(error).filter(
    ([, value]) => typeof value !== 'object' || value === null || ArrayBuffer.isView(value),
  );
  return Object.fromEntries(entries.filter(([, value]) => typeof value !== 'function'));
}
