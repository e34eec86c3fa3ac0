/** A path without `.` and `..` as far as they can be taken out, with `/` between folders. */
export function plainPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split(/[\\/]/)) {
    const last = parts.at(-1);
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && last !== undefined && last !== '..' && last !== '') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** A path as a file writes it, from the folder of that file. */
export function joinedPath(file: string, written: string): string {
  const folder = /^(.*)[\\/]/.exec(file)?.[1] ?? '.';
  const isAbsolute = /^(?:[\\/]|[A-Za-z]:[\\/])/.test(written);
  return plainPath(isAbsolute ? written : `${folder}/${written}`);
}
