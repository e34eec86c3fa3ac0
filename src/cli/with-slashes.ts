import { sep } from 'node:path';

/** A path as it stands in answers, with slashes on every system. Where slashes separate folders, a name may hold `\`. */
export function withSlashes(path: string): string {
  return path.split(sep).join('/');
}
