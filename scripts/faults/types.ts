/** A mistake that the tests must notice. */
export interface Fault {
  /** Unique; a run can be asked for it, or for a part of it. */
  readonly name: string;
  /** What kind of mistake it is; several faults may share one. */
  readonly category: string;
  /** The file that gets the mistake, from the root of the repository. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly tests: Tests;
}

/** The tests that should notice. */
export interface Tests {
  /** Test files, from the root of the repository. */
  readonly files: readonly string[];
  /** Pattern of the tests' full names; all tests of the files if left out. */
  readonly name?: string;
}
