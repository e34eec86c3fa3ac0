/** A file on its way. Nobody sees anything of it before it is committed. */
export interface OutputFile {
  /** Text is written in UTF-8. */
  write(piece: string | Uint8Array): void;
  /** Writes out what waits; nothing can be added after it. */
  complete(): void | Promise<void>;
  /** Takes the place of whatever was there under its name. */
  commit(): void | Promise<void>;
}

/** Completes all files before the first takes its place; those in front first. */
export async function commitTogether(files: readonly OutputFile[]): Promise<void> {
  for (const file of files) await file.complete();
  // Where there is nothing to wait for, no signal can come between one file and the next.
  for (const file of files) {
    const waiting = file.commit();
    if (waiting !== undefined) await waiting;
  }
}
