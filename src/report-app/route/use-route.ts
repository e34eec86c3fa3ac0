import { useCallback, useLayoutEffect, useState } from 'preact/hooks';
import { formatRoute, parseRoute, type Route } from './route.js';

/** Goes to a route: as a step that the back button undoes, or in place of the present address. */
export type Navigate = (route: Route, how?: 'push' | 'replace') => void;

/** The route that the address holds, and the way to change it. */
export function useRoute(): readonly [Route, Navigate] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  // An effect after painting would miss what changes before it.
  useLayoutEffect(() => {
    const onChange = (): void => {
      setRoute(parseRoute(location.hash));
    };
    addEventListener('hashchange', onChange);
    return () => {
      removeEventListener('hashchange', onChange);
    };
  }, []);
  const navigate = useCallback<Navigate>((next, how = 'push') => {
    const hash = formatRoute(next);
    // The event comes later: what is done until then must not go out from the route before.
    setRoute(parseRoute(hash));
    // location.replace, for history.replaceState is refused in a page that was opened from a file.
    if (how === 'replace') location.replace(hash);
    else location.hash = hash;
  }, []);
  return [route, navigate];
}
