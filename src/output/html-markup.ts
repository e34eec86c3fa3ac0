import { visibleText } from './html-visible-text.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that is already escaped. Only {@link markup} makes it, so that unescaped text cannot pass for it. */
class Markup {
  // Private, or any object with a text would be of this type.
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}

// The type alone: who could call the constructor could pass off anything for escaped.
export type { Markup };

/** What {@link markup} takes: text and numbers, which it escapes, and markup, which it does not. */
export type MarkupPart = string | number | Markup | readonly Markup[];

/** Text for an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Template tag for HTML: everything interpolated is escaped unless it is markup itself. */
export function markup(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += markupText(part) + (strings[index + 1] ?? '');
  });
  return new Markup(text);
}

function markupText(part: MarkupPart): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if (part instanceof Markup) return part.text;
  return part.map((each) => each.text).join('');
}
