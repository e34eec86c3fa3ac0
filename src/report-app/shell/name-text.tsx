import type { JSX } from 'preact';
import { visibleText } from '../../output/html-visible-text.js';

/** A name from the account: isolated, so that its direction does not turn the text around it. */
export function NameText({ text }: { readonly text: string }): JSX.Element {
  return <bdi>{visibleText(text)}</bdi>;
}
