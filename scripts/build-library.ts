import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { BUNDLE_OPTIONS } from './bundle-options.js';
import { jsonAsText } from './json-as-text.js';

/** Bundles the library into `dist/index.js`. */
export async function buildLibrary(root: string): Promise<Metafile> {
  const { metafile } = await build({
    ...BUNDLE_OPTIONS,
    // Node prints the line that an error nobody caught was thrown in, before the error: as one line, that is the whole library.
    minify: false,
    absWorkingDir: root,
    format: 'esm',
    entryPoints: { index: 'src/index.ts' },
    plugins: [jsonAsText],
    // What the package has for Node is CommonJS, which requires modules of Node as it runs; this is the same in ES modules.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    outdir: join(root, 'dist'),
  });
  return metafile;
}
