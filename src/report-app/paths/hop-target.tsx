import type { ComponentChildren, JSX } from 'preact';
import type { AssessedHop } from '../../assessment/assessment.js';

interface HopTargetProps {
  readonly hop: AssessedHop;
  /** The name of the principal that the step leads to. */
  readonly children: ComponentChildren;
}

/** What a step leads to: the principal that is become, or the one that it makes an administrator. */
export function HopTarget({ hop, children }: HopTargetProps): JSX.Element {
  if (!hop.makesAdministrator) return <>{children}</>;
  return hop.from === hop.to ? (
    <>its own permissions then give everything</>
  ) : (
    <>{children}, whose permissions then give everything</>
  );
}
