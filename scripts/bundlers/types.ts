/** Sources by directive of a policy, such as `{ 'worker-src': 'blob:' }`. */
export type Sources = Readonly<Record<string, string>>;

/** Contents of files, by path within the application. */
type Files = Readonly<Record<string, string>>;

/** One way in which a bundler serves or builds the application. */
export interface Try {
  /** For the table. */
  readonly mode: string;
  /** A command of the bundler, with its arguments. */
  readonly build?: readonly string[];
  /**
   * A command that starts a server and prints its address. The server sends the policy that is in
   * the variable POLICY.
   */
  readonly serve?: readonly string[];
  /** The folder to serve as it is, where no server starts. */
  readonly out?: string;
  /** Files that are other in this try. */
  readonly files?: Files;
  /** The folder into which the application's developer copies the scripts of the worker. */
  readonly hostIn?: string;
  /** Sources that the policy must allow beside the application's own scripts. */
  readonly needs?: Sources;
  /** True for a page with an import map, whose hash the policy must have, too. */
  readonly mapped?: boolean;
  /** The report that the page must give; by default, that it created a model. */
  readonly expected?: RegExp;
}

export interface Bundler {
  /** Address of its folder. */
  readonly name: string;
  /** To install, the bundler first. */
  readonly packages: readonly string[];
  readonly files?: Files;
  readonly tries: readonly Try[];
}
