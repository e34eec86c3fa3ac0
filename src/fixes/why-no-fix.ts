import { statementsIn, stringsOf } from './edited-statement.js';
import type { JudgedDocument, Risk } from './judged-document.js';
import reasons from './data/no-fix-reasons.json' with { type: 'json' };

const byKind: ReadonlyMap<string, string> = new Map(Object.entries(reasons.kinds));

/** Why no change of a document was found that removes a risk, as a sentence. */
export function whyNoFix({ json, access }: JudgedDocument, risk: Risk, isTooLong: boolean): string {
  const { kind, statements, actions: concerned } = risk;
  const known = byKind.get(kind);
  if (known !== undefined) return known;
  const written = statementsIn(json);
  const grantsEverything = statements.some((index) => {
    const statement = written[index];
    const actions = stringsOf(statement?.['Action']);
    return (
      statement?.['NotAction'] !== undefined || actions.some((pattern) => /^\*+(?::\*+)?$/.test(pattern))
    );
  });
  if (grantsEverything) return reasons.everything;
  const isAll = access?.reading.allows.every(({ actions }) => concerned?.includes(actions) === true);
  if (isAll === true && !isTooLong) return reasons.nothingLeft;
  return isTooLong ? reasons.tooLong : reasons.other;
}
