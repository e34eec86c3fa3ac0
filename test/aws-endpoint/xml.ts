/** What an XML element may hold: text, or elements by their names; a list repeats the element. */
export type XmlContent = string | number | boolean | XmlElements;
export interface XmlElements {
  readonly [name: string]: XmlContent | readonly XmlContent[] | undefined;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  // A parser would make a line feed of a bare carriage return.
  ['\r', '&#xD;'],
]);

/** Elements written one after the other. */
export function xmlElements(elements: XmlElements): string {
  let text = '';
  for (const [name, content] of Object.entries(elements)) {
    if (content === undefined) continue;
    if (isList(content)) for (const entry of content) text += xmlElement(name, entry);
    else text += xmlElement(name, content);
  }
  return text;
}

/** One element with its attributes. */
export function xmlElement(
  name: string,
  content: XmlContent,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const start = Object.entries(attributes).reduce(
    (text, [key, value]) => `${text} ${key}="${xmlText(value)}"`,
    name,
  );
  const inner = typeof content === 'object' ? xmlElements(content) : xmlText(String(content));
  return inner === '' ? `<${start}/>` : `<${start}>${inner}</${name}>`;
}

/** Text with the characters that XML keeps for itself escaped. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => ESCAPES.get(character) ?? character);
}

function isList(content: XmlContent | readonly XmlContent[]): content is readonly XmlContent[] {
  return Array.isArray(content);
}
