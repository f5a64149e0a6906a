type Undo = () => void;

const ofTest: Undo[] = [];
const ofFile: Undo[] = [];

/**
 * Has `undo` called when the test that is running ends. For helpers: test files of one process share
 * modules, so what a module says to `afterEach` would count for the first file that imports it.
 */
export function atTestEnd(undo: Undo): void {
  ofTest.push(undo);
}

/** Has `undo` called when the test file that is running ends. */
export function atFileEnd(undo: Undo): void {
  ofFile.push(undo);
}

/** Undoes what the test asked for, the latest first. */
export function endTest(): void {
  for (const undo of ofTest.splice(0).reverse()) undo();
}

/** Undoes what the file asked for, the latest first. */
export function endFile(): void {
  for (const undo of ofFile.splice(0).reverse()) undo();
}
