/** What judges, each folder with those that it may import before it. */
const JUDGING = ['catalog', 'policy', 'account', 'access', 'escalation', 'risks', 'assessment'];
const SCANNING = [...JUDGING, 'fixes', 'output'];

/** The folders of the sources and what each may import besides itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(JUDGING.map((folder, place) => [folder, JUDGING.slice(0, place)])),
  infrastructure: ['catalog', 'policy', 'account'],
  fixes: JUDGING,
  output: ['assessment'],
  scanning: SCANNING,
  cli: [...SCANNING, 'infrastructure', 'scanning', 'aws'],
  aws: ['account'],
  lambda: [...SCANNING, 'scanning', 'aws'],
  'report-app': ['assessment', 'output'],
};

/** Files that stand beside the folders; anything may import the version. */
export const TOP_FILES = ['index.ts', 'tool-version.ts'] as const;

const NODE_FOLDERS = ['scanning', 'cli', 'aws', 'lambda'];
const NODE_FILES = ['catalog/catalog-file.ts', 'catalog/catalog-details-file.ts'];

/** The folder of a path below `src/`; the path itself for a file that stands in none. */
export function folderOf(file: string): string {
  return file.split('/')[0] ?? file;
}

/** Why a file must not import a file; null where it may. */
export function objection(file: string, target: string): string | null {
  const from = folderOf(file);
  const to = folderOf(target);
  if (to === from || target === 'tool-version.ts') return null;
  const allowed =
    from === 'index.ts'
      ? Object.keys(MAY_IMPORT).filter((folder) => folder !== 'report-app' && folder !== 'lambda')
      : MAY_IMPORT[from];
  return allowed?.includes(to) === true ? null : `src/${file} must not import src/${target}`;
}

/** Whether a file may use Node's modules. */
export function mayUseNode(file: string): boolean {
  return NODE_FOLDERS.includes(folderOf(file)) || NODE_FILES.includes(file);
}
