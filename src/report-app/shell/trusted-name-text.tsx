import type { JSX } from 'preact';
import { shortTrustedName, trustedName } from '../model/trusted-name.js';
import { NameText } from './name-text.js';

/** Whom a policy lets in, in the cell of a list: in short on the screen, in full on paper, where cells grow. */
export function TrustedNameText({ name }: { readonly name: string }): JSX.Element {
  const short = shortTrustedName(name);
  const full = trustedName(name);
  if (short === full) return <NameText text={full} />;
  return (
    <>
      <span class="screen-only">
        <NameText text={short} />
      </span>
      <span class="print-only">
        <NameText text={full} />
      </span>
    </>
  );
}
