/** Keeps what was used last and makes the rest anew. */
export class RecentlyUsed<Value> {
  private readonly most: number;
  /** What was used last stands last. */
  private readonly kept = new Map<string, Value>();

  constructor(most: number) {
    this.most = most;
  }

  get(key: string, make: () => Value): Value {
    const value = this.kept.get(key) ?? make();
    this.kept.delete(key);
    this.kept.set(key, value);
    for (const [oldest] of this.kept) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(oldest);
    }
    return value;
  }
}
