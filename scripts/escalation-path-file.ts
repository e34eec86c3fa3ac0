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

/**
 * A file of an escalation path on one line, as the index of all paths holds it.
 *
 * @param name - the file's name without its ending
 * @throws {Error} that names the file and every member that is wrong
 */
export function escalationPathLine(name: string, text: string): string {
  const json = parsed(name, text);
  const { success, error, data } = ESCALATION_PATH.safeParse(json);
  const faults = success
    ? data.id === name
      ? []
      : [`id: must be the file's name, ${name}`]
    : error.issues.map(
        ({ path, message }) => `${path.length === 0 ? 'the file' : path.join('.')}: ${message}`,
      );
  if (faults.length > 0) throw new Error(`src/escalation/paths/${name}.json: ${faults.join('; ')}`);
  return JSON.stringify(json);
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`src/escalation/paths/${name}.json: this is not JSON: ${reason}`, { cause: error });
  }
}
