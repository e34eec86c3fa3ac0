/** Shorter words fit wherever there is room for a name at all. */
const LONG = 16;
/** Between the words of a name that is written without spaces; browsers break after hyphens by themselves. */
const PLACES = /(?<=\p{Ll})(?=\p{Lu})|(?<=[/_:.,=@+|])(?=[^\s/_:.,=@+|])/u;

/**
 * A name in the parts between which a line may end, so that `AmazonEC2ContainerRegistryReadOnly` is not cut in the
 * middle of a word. Joined they are the name.
 */
export function breakPlaces(text: string): readonly string[] {
  return text.length < LONG ? [text] : text.split(PLACES);
}
