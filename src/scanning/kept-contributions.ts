import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AccountContribution } from '../assessment/account-contribution.js';
import type { AccountCrossings } from '../assessment/crossings/account-crossings.js';

/** What a contribution holds besides its crossings. */
type OwnFindings = Omit<AccountContribution, 'crossings'>;

/** Quick is better than small here. */
const LEVEL = 1;

/**
 * Keeps what accounts contribute until all are there, as compressed text: a run over thousands of accounts would
 * otherwise need memory for all of their objects from the first to the last.
 */
export class KeptContributions {
  private readonly findingsTexts: Uint8Array[] = [];
  private readonly crossingsTexts: Uint8Array[] = [];

  add({ crossings, ...own }: AccountContribution): void {
    this.findingsTexts.push(compressed(own));
    if (crossings !== undefined) this.crossingsTexts.push(compressed(crossings));
  }

  /** What the accounts found, one by one in the order in which they came. Each is let go: they can be taken once. */
  takeFindings(): Generator<OwnFindings, void> {
    // Our own text, of that type.
    return taken(this.findingsTexts, (value) => value as OwnFindings);
  }

  /** Their crossings, in the same way. */
  takeCrossings(): Generator<AccountCrossings, void> {
    // Our own text, of that type.
    return taken(this.crossingsTexts, (value) => value as AccountCrossings);
  }
}

/** Copied, because zlib gives a part of a larger buffer, which would be kept whole. */
function compressed(value: unknown): Uint8Array {
  return new Uint8Array(deflateRawSync(JSON.stringify(value), { level: LEVEL }));
}

function* taken<Value>(texts: Uint8Array[], asWritten: (value: unknown) => Value): Generator<Value, void> {
  texts.reverse();
  for (let text = texts.pop(); text !== undefined; text = texts.pop())
    yield asWritten(JSON.parse(inflateRawSync(text).toString()));
}
