/** Texts that many rows share: each is kept, lower-cased and searched once. */
export class TextColumn {
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly found = new Map<string, Uint8Array>();

  /** The number of a text. */
  add(text: string): number {
    const lower = text.toLowerCase();
    let number = this.numbers.get(lower);
    if (number === undefined) {
      number = this.texts.push(lower) - 1;
      this.numbers.set(lower, number);
    }
    return number;
  }

  /** By number, whether the text holds the word. */
  with(word: string): Uint8Array {
    let found = this.found.get(word);
    if (found === undefined) {
      found = Uint8Array.from(this.texts, (text) => Number(text.includes(word)));
      // The words of one query; those of the keystrokes before it are not asked for again.
      if (this.found.size > 8) this.found.clear();
      this.found.set(word, found);
    }
    return found;
  }
}
