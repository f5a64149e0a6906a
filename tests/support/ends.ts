type Undo = () => void;

const ofTest: Undo[] = [];
const ofFile: Undo[] = [];

/**
 * Calls `undo` when the running test ends. For helpers: test files of one process share modules, so
 * an `afterEach` in a module would only apply to the first file that imports it.
 */
export function atTestEnd(undo: Undo): void {
  ofTest.push(undo);
}

/** Calls `undo` when the running test file ends. */
export function atFileEnd(undo: Undo): void {
  ofFile.push(undo);
}

/** Calls the test's undo functions, the latest first. */
export function endTest(): void {
  for (const undo of ofTest.splice(0).reverse()) undo();
}

/** Calls the file's undo functions, the latest first. */
export function endFile(): void {
  for (const undo of ofFile.splice(0).reverse()) undo();
}
