import type { IndexSet } from '../../catalog/index-set.js';
import { MOST_NAMES } from './account-crossings.js';
import type { NumberedDoor } from './door-classes.js';

/** How many names some doors have, and the first of them. */
export interface NamesOfDoors {
  readonly count: number;
  readonly first: readonly string[];
}

/** Names of doors, numbered: there may be thousands of doors in each of thousands of rows. */
export class DoorNames {
  private readonly names: readonly string[];
  /** Number of the name of each door, by its port. */
  private readonly numbers: Int32Array;
  /** The question in which each name was last counted. */
  private readonly countedIn: Int32Array;
  private question = 0;

  constructor(doors: ReadonlyMap<number, NumberedDoor>, portCount: number) {
    const byName = new Map<string, number>();
    this.numbers = new Int32Array(portCount);
    for (const [port, { name }] of doors) {
      const number = byName.get(name) ?? byName.size;
      byName.set(name, number);
      this.numbers[port] = number;
    }
    this.names = [...byName.keys()];
    this.countedIn = new Int32Array(this.names.length);
  }

  of(doors: IndexSet): NamesOfDoors {
    const { numbers, countedIn, names } = this;
    const question = ++this.question;
    const first: string[] = [];
    let count = 0;
    doors.forEachRun((start, end) => {
      for (let port = start; port < end; port++) {
        const number = numbers[port] ?? 0;
        if (countedIn[number] === question) continue;
        countedIn[number] = question;
        if (count++ < MOST_NAMES) first.push(names[number] ?? '');
      }
    });
    return { count, first };
  }
}
