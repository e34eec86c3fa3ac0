import type { JSX } from 'preact';
import { visibleText } from '../../output/html-visible-text.js';
import { NameText } from './name-text.js';

/** Characters that stay at the end: what tells apart names that are numbered, or end in an id. */
const KEPT_AT_THE_END = 8;
/** Names up to this length have room wherever they are cut. */
const SHORT = 20;

/**
 * A name that loses its middle where it has no room, for many differ in their last characters alone. What holds it
 * needs a label: browsers read the two parts as two words.
 */
export function CutName({ text }: { readonly text: string }): JSX.Element {
  const characters = Array.from(visibleText(text));
  if (characters.length <= SHORT) return <NameText text={text} />;
  return (
    <span class="cut-name">
      <span>
        <NameText text={characters.slice(0, -KEPT_AT_THE_END).join('')} />
      </span>
      <bdi>{characters.slice(-KEPT_AT_THE_END).join('')}</bdi>
    </span>
  );
}

/** A link that is the name of what it leads to. */
export function NameLink({ href, text }: { readonly href: string; readonly text: string }): JSX.Element {
  return (
    <a href={href} aria-label={visibleText(text)}>
      <CutName text={text} />
    </a>
  );
}
