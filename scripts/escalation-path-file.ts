import { z } from 'zod';

const actions = z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9]+$/, 'write service:Action'));

/** What a file of an escalation path holds: `docs/adding-an-escalation-path.md` says what each member means. */
export const ESCALATION_PATH = z.strictObject({
  id: z.string(),
  legacyName: z.string().nullable(),
  legacyOrder: z.number().nullable(),
  name: z.string(),
  category: z.enum(['self-escalation', 'principal-access', 'new-passrole', 'existing-passrole']),
  status: z.enum(['published', 'lab', 'proposed', 'other-tool', 'documented', 'legacy-only']),
  requiredActions: actions.nonempty(),
  helpfulActions: actions,
  passedTo: z.string().nullable(),
  target: z.enum(['self', 'user', 'group', 'role', 'compute-role', 'policy']),
  needs: z.record(z.string(), z.unknown()),
  link: z.url(),
  sameActionsAs: z.string().nullable(),
  variantOf: z.string().nullable(),
});

type EscalationPathFile = z.infer<typeof ESCALATION_PATH>;

/**
 * The index of all paths: a line for each, in the order given.
 *
 * @param files - names without their ending, and texts
 * @throws {Error} that names the file and every member that is wrong
 */
export function escalationPathIndex(files: readonly (readonly [name: string, text: string])[]): string {
  const paths = files.map(([name, text]) => readPath(name, text));
  for (const path of paths) refuse(path.id, faultsAmong(paths, path));
  return `[\n${paths.map((path) => `  ${JSON.stringify(path)}`).join(',\n')}\n]\n`;
}

function readPath(name: string, text: string): EscalationPathFile {
  const json = parsed(name, text);
  const { success, error, data } = ESCALATION_PATH.safeParse(json);
  if (success) {
    refuse(name, data.id === name ? [] : [`id: must be the file's name, ${name}`]);
    return data;
  }
  refuse(
    name,
    error.issues.map(({ path, message }) => `${path.length === 0 ? 'the file' : path.join('.')}: ${message}`),
  );
  throw error;
}

/** What is wrong with a path beside the others. */
function faultsAmong(paths: readonly EscalationPathFile[], path: EscalationPathFile): readonly string[] {
  const references = (['sameActionsAs', 'variantOf'] as const).flatMap((member) => {
    const named = path[member];
    if (named === null || (named !== path.id && paths.some(({ id }) => id === named))) return [];
    return [`${member}: must be the id of another path, not ${named}`];
  });
  const repeated = (['legacyName', 'legacyOrder', 'name'] as const).flatMap((member) => {
    const first = paths.find((each) => each[member] !== null && each[member] === path[member]);
    return first === undefined || first === path ? [] : [`${member}: is that of ${first.id}`];
  });
  return [...references, ...repeated];
}

function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`src/escalation/paths/${name}.json: ${faults.join('; ')}`);
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`src/escalation/paths/${name}.json: this is not JSON: ${reason}`, { cause: error });
  }
}
