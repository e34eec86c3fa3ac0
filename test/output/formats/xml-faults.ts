import { SyntaxValidator } from 'fast-xml-validator';

/** What keeps a text from being well-formed XML; null for nothing. */
export function xmlFault(text: string): string | null {
  try {
    SyntaxValidator.validate(text, { invalidCharSequence: { comment: true, tagValue: true, attrLt: true } });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
