import { useEffect, useState } from 'preact/hooks';

/** For what is shown on paper only: it comes after the browser has said that it prints. */
let hasBegun = false;

/** Whether the page is being printed: what the screen shows in parts is then shown whole. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(hasBegun);
  useEffect(() => {
    // The browser waits for listeners and what they set off at once, and renders are set off at once.
    const begin = (): void => {
      hasBegun = true;
      setPrinting(true);
    };
    const end = (): void => {
      hasBegun = false;
      setPrinting(false);
    };
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
