/** What expressions of a workflow may speak of: `inputs.paths`, `steps.scan.outputs.exit-code`. */
export type WorkflowContext = Readonly<Record<string, string>>;

const TOKEN = /\s*(?:'([^']*)'|(==|!=|&&|\|\||[()])|([A-Za-z_][\w.-]*))/y;

/** Fills in `${{ ... }}`; what is not there is empty, as on GitHub. */
export function filledIn(text: string, context: WorkflowContext): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => context[name] ?? '');
}

/** Whether a condition of a step holds: names and texts, compared by `==` and `!=`, joined by `&&`. */
export function holds(condition: string | undefined, context: WorkflowContext): boolean {
  if (condition === undefined) return true;
  return condition.split('&&').every((part) => {
    const [left, operator, right, ...rest] = tokens(part, context);
    if (rest.length > 0 || operator === undefined || right === undefined)
      throw new Error(`the test does not know conditions such as ${part}`);
    return operator === '==' ? left === right : left !== right;
  });
}

function tokens(text: string, context: WorkflowContext): readonly string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [, literal, operator, name] = match;
    found.push(literal ?? operator ?? context[name ?? ''] ?? '');
    if (text.slice(TOKEN.lastIndex).trim() === '') break;
  }
  return found;
}
