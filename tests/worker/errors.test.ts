import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import * as errors from '../../src/errors.ts';
import { receiveError, type SentError, sendError } from '../../src/worker/errors.ts';

/** An error after its transfer through a channel between threads. */
async function cross(error: unknown): Promise<Error> {
  const { port1, port2 } = new MessageChannel();
  const arrived = new Promise<SentError>((resolve) => port2.once('message', resolve));
  port1.postMessage(sendError(error));
  const sent = await arrived;
  port1.close();
  return receiveError(sent);
}

type ErrorClass = new (message: string, details: object) => Error;

const classes = Object.entries(errors as unknown as Readonly<Record<string, ErrorClass>>);
const details = { step: 12, tensor: 'fc1.weight', cause: new RangeError('the cause') };

describe('an error that crosses to another thread', () => {
  test.each(classes)('stays a %s', async (name, Class) => {
    const error = new Class('what went wrong', details);
    const arrived = await cross(error);
    expect(arrived.constructor).toBe(Class);
    expect(arrived).toMatchObject({ name, message: 'what went wrong', stack: error.stack });
    expect({ ...arrived }).toEqual({ ...error });
  });

  test('keeps the fields that tell what to do', async () => {
    const numerics = new errors.NumericsError('NaN', details);
    expect(await cross(numerics)).toMatchObject({ step: 12, tensor: 'fc1.weight' });
    const lost = new errors.DeviceLostError('lost', details);
    lost.checkpoint = Uint8Array.of(1, 2, 3);
    const arrived = (await cross(lost)) as errors.DeviceLostError;
    expect(arrived.step).toBe(12);
    expect(arrived.checkpoint).toEqual(Uint8Array.of(1, 2, 3));
    expect(arrived.cause).toBeInstanceOf(RangeError);
  });

  test("of the platform's own keeps class and name", async () => {
    expect(await cross(new TypeError('no function'))).toBeInstanceOf(TypeError);
    const aborted = await cross(new DOMException('it was aborted', 'AbortError'));
    expect(aborted).toBeInstanceOf(DOMException);
    expect(aborted).toMatchObject({ name: 'AbortError', message: 'it was aborted' });
  });

  test('of a class that is not known keeps its name, and what no message can hold stays', async () => {
    class StrangeError extends Error {
      override name = 'StrangeError';
      readonly code = 7;
      readonly undo = () => {};
      readonly owner = new WeakMap();
    }
    const arrived = await cross(new StrangeError('odd'));
    expect(arrived.constructor).toBe(Error);
    expect({ ...arrived }).toEqual({ name: 'StrangeError', code: 7 });
  });

  test('that is none becomes one', async () => {
    expect(await cross('just a text')).toEqual(new Error('just a text'));
  });
});
