import { statSync } from 'node:fs';

/**
 * Whether a path is a folder or a link to one. A link that leads nowhere is not, and neither is what lies in a file: use
 * of it says what is wrong.
 */
export function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
