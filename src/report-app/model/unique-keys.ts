/** Gives each id as it stands, with a number after it from the second time on: names of rows in the address. */
export function uniqueKeys(): (id: string) => string {
  const seen = new Map<string, number>();
  return (id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  };
}
