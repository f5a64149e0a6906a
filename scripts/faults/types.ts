/** A fault that the tests must detect. */
export interface Fault {
  /** Unique. A run can select faults by name or by a part of it. */
  readonly name: string;
  /** Category of the fault; several faults may share one. */
  readonly category: string;
  /** The file to change, relative to the root of the repository. */
  readonly file: string;
  /** Text that occurs in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly tests: Tests;
}

/** The tests that should detect a fault. */
export interface Tests {
  /** Test files, relative to the root of the repository. */
  readonly files: readonly string[];
  /** Pattern of the tests' full names; by default all tests of the files. */
  readonly name?: string;
}
