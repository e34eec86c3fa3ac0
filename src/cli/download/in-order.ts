/** Does things in the order of their places, each as soon as those before it are done. */
export class InOrder {
  private readonly waiting = new Map<number, () => void>();
  private next = 0;

  add(place: number, action: () => void): void {
    this.waiting.set(place, action);
    for (let ready = this.waiting.get(this.next); ready !== undefined; ready = this.waiting.get(this.next)) {
      this.waiting.delete(this.next);
      this.next++;
      ready();
    }
  }
}
