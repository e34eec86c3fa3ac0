import { IndexSet } from '../../catalog/index-set.js';

/** Maps sets by what each of their members stands for; the same set is mapped once. */
export class SetImage {
  private readonly imageOfMember: (member: number) => IndexSet;
  private readonly images = new Map<string, IndexSet>();

  constructor(imageOfMember: (member: number) => IndexSet) {
    this.imageOfMember = imageOfMember;
  }

  of(set: IndexSet): IndexSet {
    if (set.isEmpty) return set;
    const key = set.key();
    let image = this.images.get(key);
    if (image === undefined) {
      image = IndexSet.unionOf(set.indexes().map(this.imageOfMember));
      this.images.set(key, image);
    }
    return image;
  }
}
