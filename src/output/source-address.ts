import type { FindingSource } from './finding-source.js';

const HALF_PAIR = /\p{Cs}/gu;
const DRIVE = /^[A-Za-z]:\//;

/** A path as it stands in an address. */
export function encodedPath(path: string): string {
  return path
    .replace(HALF_PAIR, '\ufffd')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}

/** Whether a path begins at the root of a file system. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || DRIVE.test(path);
}

/** The address of a file by itself: relative where its path is. */
export function fileAddress(path: string): string {
  if (DRIVE.test(path)) return `file:///${path.slice(0, 2)}${encodedPath(path.slice(2))}`;
  return path.startsWith('/') ? `file://${encodedPath(path)}` : encodedPath(path);
}

/** Where people see a line of a file: `https://github.com/o/r/blob/SHA/a.json#L3`; null where that is not known. */
export function lineAddress({ file, line }: FindingSource, sourceAddress: string | null): string | null {
  if (sourceAddress === null || isAbsolutePath(file) || file.split('/').includes('..')) return null;
  return `${sourceAddress}/${encodedPath(file.replace(/^(?:\.\/)+/, ''))}#L${line}`;
}
