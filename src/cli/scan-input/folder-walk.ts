import { readdir, realpathSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';
import { leadsToFolder } from '../leads-to-folder.js';

type ReadDone = (error: Error | null, entries?: Dirent[]) => void;

/**
 * What a search for files reads folders with, since searches pass over in silence what a scan must not: links to files
 * are found as files, and folders that cannot be read are kept. Links to folders are not followed.
 */
export class FolderWalk {
  /** What the system said of folders that could not be read, by their paths from where the search began. */
  readonly faults = new Map<string, Error>();
  private readonly links = new Set<string>();
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** As `fs.readdir` with `withFileTypes`. */
  readonly readdir = (folder: string, options: { readonly withFileTypes: true }, done: ReadDone): void => {
    readdir(folder, options, (error, entries) => {
      if (error === null)
        done(
          null,
          entries.map((entry) => this.entryOf(folder, entry)),
        );
      else {
        this.faults.set(relative(this.root, folder), error);
        done(error);
      }
    });
  };

  /** The paths that were found, without links to one of them: each file once. */
  withoutLinksAmong(paths: readonly string[]): readonly string[] {
    if (this.links.size === 0) return paths;
    const isLink = (path: string): boolean => this.links.has(path);
    const files = new Set(paths.filter((path) => !isLink(path)).map((path) => this.realPath(path)));
    return paths.filter((path) => !isLink(path) || !files.has(this.realPath(path)));
  }

  private entryOf(folder: string, entry: Dirent): Dirent {
    if (!entry.isSymbolicLink()) return entry;
    const path = join(folder, entry.name);
    if (leadsToFolder(path)) return entry;
    this.links.add(relative(this.root, path));
    // A link that leads nowhere is a file, too: reading it says what is wrong.
    return Object.create(entry, {
      isFile: { value: () => true },
      isSymbolicLink: { value: () => false },
    }) as Dirent; // It has all that the entry has.
  }

  private realPath(path: string): string | null {
    try {
      return realpathSync(join(this.root, path));
    } catch {
      return null;
    }
  }
}
