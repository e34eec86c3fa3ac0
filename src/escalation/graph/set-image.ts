import { IndexSetNumbers } from '../../catalog/index-set-numbers.js';
import { IndexSet } from '../../catalog/index-set.js';

/** Maps sets by what each of their members stands for; the same set is mapped once. */
export class SetImage {
  private readonly imageOfMember: (member: number) => IndexSet;
  private readonly numbers = new IndexSetNumbers();
  private readonly images: IndexSet[] = [];

  constructor(imageOfMember: (member: number) => IndexSet) {
    this.imageOfMember = imageOfMember;
  }

  of(set: IndexSet): IndexSet {
    if (set.isEmpty) return set;
    const number = this.numbers.of(set);
    let image = this.images[number];
    if (image === undefined) {
      image = IndexSet.unionOf(set.indexes().map(this.imageOfMember));
      this.images[number] = image;
    }
    return image;
  }
}
