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

/** An error as a message holds it: its class by name, since copying makes plain errors of all. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of a class of the platform that is no plain error: the browser's own. */
  readonly isDomException: boolean;
  /** The error's own fields, such as `step` and `tensor`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cause?: SentError;
}

type ErrorClass = new (message: string, details: never) => Error;

/** By names that minifiers leave alone. */
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

/** What to send for an error; what is thrown without being one counts as an error of its text. */
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

/** The error that was sent: of the same class, with the same fields and the stack of its origin. */
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
  // Not known by class, it keeps its name at least.
  return known ? error : Object.assign(error, { name });
}

/** Fields that a message can hold; functions, for one, are none. */
function ownFields(error: Error): Record<string, unknown> {
  const entries = Object.entries(error).filter(
    ([, value]) => typeof value !== 'object' || value === null || ArrayBuffer.isView(value),
  );
  return Object.fromEntries(entries.filter(([, value]) => typeof value !== 'function'));
}
