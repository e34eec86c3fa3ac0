/** A file on its way. Nobody sees anything of it before it is committed. */
export interface OutputFile {
  /** Text is written in UTF-8. */
  write(piece: string | Uint8Array): void;
  /** Writes out what waits; nothing can be added after it. */
  complete(): void | Promise<void>;
  /** Takes the place of whatever was there under its name. */
  commit(): void | Promise<void>;
  /** Leaves nothing behind where it is not committed; absent where nothing would stay. */
  abandon?(): void;
}

/** Completes all files before the first takes its place; those in front first. What fails leaves no unfinished file. */
export async function commitTogether(files: readonly OutputFile[]): Promise<void> {
  try {
    await commitAll(files);
  } catch (error) {
    // The process may go on with something else: what it began for this would stay until it ends, and longer.
    for (const file of files) file.abandon?.();
    throw error;
  }
}

async function commitAll(files: readonly OutputFile[]): Promise<void> {
  for (const file of files) await file.complete();
  // Where there is nothing to wait for, no signal can come between one file and the next.
  for (const file of files) {
    const waiting = file.commit();
    if (waiting !== undefined) await waiting;
  }
}
