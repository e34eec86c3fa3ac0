import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { BUNDLE_OPTIONS } from './bundle-options.js';
import { jsonAsText } from './json-as-text.js';

/**
 * A module that is loaded when it is needed: `import('./name.js')`, or `import('../name.js')` from a command; or the
 * program of a thread, `new URL('./name.js', ...)`.
 */
const LAZY_IMPORT = /\b(?:import|new URL)\('(\.\.?\/[a-z-]+)\.js'/g;

/**
 * The argument parser can start other programs as subcommands; ours are all inside, and loading Node's
 * child_process would cost every start several milliseconds.
 */
const withoutChildProcess: Plugin = {
  name: 'without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      importer.includes('commander') ? { path, namespace: 'empty' } : { path, external: true },
    );
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * Proxies may be named by a script that finds them. Running those takes a JavaScript engine of its own, half a megabyte
 * of packages; `src/aws/proxy-for.ts` refuses them.
 */
const withoutProxyScripts: Plugin = {
  name: 'without-proxy-scripts',
  setup({ onResolve }) {
    onResolve({ filter: /^pac-proxy-agent$/ }, ({ path }) => ({ path, namespace: 'empty' }));
  },
};

/** Leaves what is loaded lazily in files of their own, side by side, with the code that was compiled ahead. */
const lazyModules = (root: string): Plugin => ({
  name: 'lazy-modules',
  setup({ onResolve, onLoad }) {
    const own = join(root, 'src', 'cli') + sep;
    onResolve({ filter: /^\.\.?\// }, ({ kind, path, importer }) =>
      kind === 'dynamic-import' && importer.startsWith(own)
        ? { path: basename(path, '.js'), namespace: 'lazy' }
        : null,
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: `module.exports = require('./compiled-code.js').requireCompiled(${JSON.stringify(path)}, __dirname, require);`,
      resolveDir: join(root, 'src', 'cli'),
    }));
  },
});

/**
 * Bundles the command line into `dist/cli/`: one file for what every start needs and one for each module that is
 * loaded lazily. CommonJS, because Node starts it a quarter quicker than a module graph.
 */
export async function buildCommandLine(
  root: string,
  stamp: { readonly version: string; readonly catalogDate: string },
): Promise<Metafile> {
  const outdir = join(root, 'dist', 'cli');
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...BUNDLE_OPTIONS,
    absWorkingDir: root,
    format: 'cjs',
    plugins: [withoutChildProcess, withoutProxyScripts, lazyModules(root), jsonAsText],
    entryPoints: Object.fromEntries(
      ['src/cli/main.ts', ...lazyFiles(join(root, 'src/cli'))].map((path) => [basename(path, '.ts'), path]),
    ),
    outdir,
    // Node takes twice as long to import a file as to require it.
    supported: { 'dynamic-import': false },
    define: {
      BUILD: JSON.stringify(stamp),
      'import.meta.url': 'bundle.address',
      'import.meta.dirname': '__dirname',
    },
    // Few runs ask for the address.
    banner: {
      js: "const bundle={get address(){return require('node:url').pathToFileURL(__filename).href}};",
    },
  });
  writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  const main = join(outdir, 'main.js');
  writeFileSync(main, `#!/usr/bin/env node\n${readFileSync(main, 'utf8')}`);
  chmodSync(main, 0o755);
  compileAhead(root);
  return metafile;
}

function compileAhead(root: string): void {
  const script = join(root, 'scripts', 'compile-ahead.ts');
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    // What the commands print is of no use here.
    stdio: ['inherit', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the command line could not be compiled ahead:\n${stderr}`);
}

function lazyFiles(folder: string): string[] {
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts')) continue;
    const path = join(folder, entry);
    for (const [, module = ''] of readFileSync(path, 'utf8').matchAll(LAZY_IMPORT))
      found.add(`${join(dirname(path), module)}.ts`);
  }
  return [...found];
}
