import type { JsonValue } from '../../assessment/assessment.js';
import { visibleText } from '../../output/html-visible-text.js';

/** One line of a pretty-printed document. */
export interface DocumentLine {
  /** How deep it is indented. */
  readonly depth: number;
  /** The object key that it begins with, quoted, without its colon. */
  readonly key: string | null;
  readonly text: string;
  /** Index of the statement that the line belongs to. */
  readonly statement: number | null;
}

/** A policy document as lines, each knowing its statement. Invisible characters are spelled out as JSON escapes. */
export function printDocument(document: JsonValue): readonly DocumentLine[] {
  const lines: DocumentLine[] = [];
  print(document, { depth: 0, key: null, statement: null, comma: '', isRoot: true }, lines);
  return lines;
}

interface Place {
  readonly depth: number;
  readonly key: string | null;
  readonly statement: number | null;
  readonly comma: string;
  readonly isRoot: boolean;
}

function print(value: JsonValue, place: Place, lines: DocumentLine[]): void {
  const { depth, key, statement, comma } = place;
  const children = childrenOf(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (children === null || children.length === 0) {
    const text = children === null ? quote(value) : `${open}${close}`;
    lines.push({ depth, key, text: text + comma, statement });
    return;
  }
  lines.push({ depth, key, text: open, statement });
  children.forEach((child, index) => {
    const childPlace: Place = {
      depth: depth + 1,
      key: child.key === null ? null : quote(child.key),
      // A single statement may stand without a list; it is statement 0.
      statement: statement ?? (place.isRoot && child.key === 'Statement' ? 0 : null),
      comma: index < children.length - 1 ? ',' : '',
      isRoot: false,
    };
    if (place.isRoot && child.key === 'Statement' && Array.isArray(child.value)) {
      printStatements(child.value, childPlace, lines);
    } else {
      print(child.value, childPlace, lines);
    }
  });
  lines.push({ depth, key: null, text: close + comma, statement });
}

function printStatements(statements: readonly JsonValue[], place: Place, lines: DocumentLine[]): void {
  const { depth, key, comma } = place;
  if (statements.length === 0) {
    lines.push({ depth, key, text: `[]${comma}`, statement: null });
    return;
  }
  lines.push({ depth, key, text: '[', statement: null });
  statements.forEach((statement, index) => {
    const last = index === statements.length - 1;
    print(
      statement,
      { depth: depth + 1, key: null, statement: index, comma: last ? '' : ',', isRoot: false },
      lines,
    );
  });
  lines.push({ depth, key: null, text: `]${comma}`, statement: null });
}

interface Child {
  readonly key: string | null;
  readonly value: JsonValue;
}

function childrenOf(value: JsonValue): readonly Child[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (isList(value)) return value.map((item) => ({ key: null, value: item }));
  return Object.entries(value).map(([key, item]) => ({ key, value: item }));
}

/** Array.isArray does not narrow a readonly array out of a union. */
export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function quote(value: JsonValue): string {
  return visibleText(JSON.stringify(value));
}

/** The statements of a document, as written. */
export function statementsOf(document: JsonValue): readonly JsonValue[] {
  if (typeof document !== 'object' || document === null || isList(document)) return [];
  const statements = document['Statement'];
  if (statements === undefined) return [];
  return isList(statements) ? statements : [statements];
}

/** What people call a statement: its number from one, and in brackets its Sid where it has one. */
export function statementLabel(document: JsonValue, index: number): string {
  const statement = statementsOf(document)[index];
  const sid =
    typeof statement === 'object' && statement !== null && !isList(statement) ? statement['Sid'] : undefined;
  const number = `Statement ${index + 1}`;
  return typeof sid === 'string' && sid !== '' ? `${number} (${visibleText(sid)})` : number;
}
