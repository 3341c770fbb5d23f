/** A copy of a run's journal in another place, so that the run survives its machine. */

/** One statement that changed the journal's file. */
export interface Change {
  readonly sql: string;
  readonly parameters: readonly (string | number | null)[];
}

export interface RunLog {
  /**
   * What follows is a change to the file as it is now. `copyTo` writes that file to a path, at once. Resolves when the copy is in
   * its place; rejects when the run is another's by now.
   */
  begin(copyTo: (path: string) => void): Promise<void>;
  /** The changes of one transaction, in their order, once it is committed. Ignored before `begin`. */
  append(changes: readonly Change[]): void;
  /** Resolves once all that was appended is in its place; rejects when the run is another's by now. */
  flush(): Promise<void>;
}
