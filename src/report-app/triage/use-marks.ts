import { useEffect, useRef, useState } from 'preact/hooks';

/** More would make an address that cannot be sent. */
const MOST_IN_ADDRESS = 200;

/** The marked rows: in the address as long as they are few, and in the page in any case. */
export function useMarks(
  inAddress: readonly string[],
  onChange: (marked: readonly string[]) => void,
): readonly [marked: ReadonlySet<string>, setMarked: (marked: ReadonlySet<string>) => void] {
  const [marked, setMarked] = useState<ReadonlySet<string>>(() => new Set(inAddress));
  const written = useRef(inAddress.join('\n'));
  const now = inAddress.join('\n');
  useEffect(() => {
    // The address changed by another hand: the back button, a link.
    if (now === written.current) return;
    written.current = now;
    setMarked(new Set(inAddress));
  }, [now]);
  return [
    marked,
    (changed) => {
      setMarked(changed);
      const list = changed.size > MOST_IN_ADDRESS ? [] : [...changed];
      if (list.join('\n') === now) return;
      written.current = list.join('\n');
      onChange(list);
    },
  ];
}
