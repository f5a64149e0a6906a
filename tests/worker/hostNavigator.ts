import { afterAll, beforeAll } from 'vitest';
import { opened } from '../training/models.ts';

/** While the tests of a file run, the host of a worker finds the suite's adapter where browsers have one. */
export function findAdapterInNavigator(): void {
  let before: PropertyDescriptor | undefined;

  beforeAll(() => {
    before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    const value = { gpu: opened.gpu };
    Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
  });

  afterAll(() => {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });
}
