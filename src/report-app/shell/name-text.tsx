import { Fragment, type JSX } from 'preact';
import { breakPlaces } from '../../output/html-break-places.js';
import { visibleText } from '../../output/html-visible-text.js';

/** A name from the account: isolated, so that its direction does not turn the text around it. */
export function NameText({ text }: { readonly text: string }): JSX.Element {
  const [first, ...others] = breakPlaces(visibleText(text));
  return (
    <bdi>
      {first}
      {others.map((part, place) => (
        <Fragment key={place}>
          <wbr />
          {part}
        </Fragment>
      ))}
    </bdi>
  );
}
