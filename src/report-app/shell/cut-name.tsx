import type { JSX } from 'preact';
import { visibleText } from '../../output/html-visible-text.js';
import { NameText } from './name-text.js';

/** Characters that stay at the end of a link: as many as tell apart what is called after a region or has an id. */
const KEPT_AT_THE_END = 12;
/** Names up to this length have room wherever they are cut. */
const SHORT = 20;

/**
 * A name that loses its middle where it has no room, for many differ in their last characters alone. What holds it
 * needs a label: browsers read the two parts as two words.
 *
 * @param kept - characters that stay at the end
 */
export function CutName({ text, kept }: { readonly text: string; readonly kept: number }): JSX.Element {
  const characters = Array.from(visibleText(text));
  if (characters.length <= SHORT) return <NameText text={text} />;
  return (
    <span class="cut-name">
      <span>
        <NameText text={characters.slice(0, -kept).join('')} />
      </span>
      <bdi>{characters.slice(-kept).join('')}</bdi>
    </span>
  );
}

/** A link that is the name of what it leads to. */
export function NameLink({ href, text }: { readonly href: string; readonly text: string }): JSX.Element {
  return (
    <a href={href} aria-label={visibleText(text)}>
      <CutName text={text} kept={KEPT_AT_THE_END} />
    </a>
  );
}
