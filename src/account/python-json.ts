/** What Python writes as it is: everything else in printable ASCII is a quotation mark or a backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * A value that came out of `JSON.parse`, as Python's `json.dumps` prints it by default. 0.9.1 named inline policies
 * after the hash of that text, and people's scripts know them by it.
 *
 * Three things about the source are lost once `JSON.parse` has read it, so such documents, which IAM does not
 * return, print otherwise than in Python: whole numbers written as `1.0` or `1e3`, whole numbers beyond 2^53, and
 * the place of keys that look like array indexes, which JavaScript moves to the front.
 */
export function pythonJson(value: unknown): string {
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'number') return pythonNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  const members = Object.entries(value).map(([key, member]) => `${pythonString(key)}: ${pythonJson(member)}`);
  return `{${members.join(', ')}}`;
}

/** Printable ASCII without a backslash. */
const UNESCAPED = /^[ -[\]-~]*$/;

/**
 * As {@link pythonJson}, from the compact JSON of a value. Most documents hold texts alone, and of those it is quicker
 * to put in the spaces than to walk the value.
 */
export function pythonJsonOf(value: unknown, compact: string): string {
  if (!UNESCAPED.test(compact)) return pythonJson(value);
  // Every other piece is inside a text.
  const pieces = compact.split('"');
  for (let place = 0; place < pieces.length; place += 2) {
    const between = pieces[place] ?? '';
    // Python prints some numbers otherwise.
    if (/\d/.test(between)) return pythonJson(value);
    pieces[place] = between === ',' ? ', ' : between === ':' ? ': ' : between.replace(/[,:]/g, '$& ');
  }
  return pieces.join('"');
}

function pythonString(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : `"${text.replace(/[^ !#-[\]-~]/g, escapeUnit)}"`;
}

/** Called for each UTF-16 unit, so that what lies beyond the basic plane becomes two escapes, as in Python. */
function escapeUnit(unit: string): string {
  return SHORT_ESCAPES[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function pythonNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return BigInt(value).toString();
  // Both languages print the shortest digits that read back as the same number. They differ on when to use an
  // exponent; a number that is not whole is below 2^53, so only on small ones.
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  return power < -4 ? `${digits}e-${String(-power).padStart(2, '0')}` : String(value);
}
