import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { compileCatalog } from './compile.js';

const QUALITY = 9;

/** Writes a compiled catalogue: `index.json`, and `details.json.br` for texts and condition keys. */
export function writeCatalog(folder: string, { index, details }: ReturnType<typeof compileCatalog>): void {
  mkdirSync(folder, { recursive: true });
  write(join(folder, 'index.json'), JSON.stringify(index));
  const text = Buffer.from(JSON.stringify(details));
  write(
    join(folder, 'details.json.br'),
    brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }),
  );
}

function write(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}
