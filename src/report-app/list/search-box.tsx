import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isTyping } from './is-typing.js';

/** Typing rests this long before the list follows, in milliseconds. */
const PAUSE = 120;

interface SearchBoxProps {
  readonly label: string;
  readonly query: string;
  readonly onSearch: (query: string) => void;
}

/** The search of a list; the key `/` goes to it, and the arrow down from it to what it found. */
export function SearchBox({ label, query, onSearch }: SearchBoxProps): JSX.Element {
  const [text, setText] = useState(query);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef(query);
  // What was chosen while typing rested must not be undone by a view from before.
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => {
    // The address changed by another hand: the back button, a link, "clear filters".
    if (query !== asked.current) {
      clearTimeout(timer.current);
      asked.current = query;
      setText(query);
    }
  }, [query]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
      clearTimeout(timer.current);
    };
  }, []);
  const search = (typed: string): void => {
    clearTimeout(timer.current);
    asked.current = typed;
    latest.current(typed);
  };
  return (
    <input
      class="search"
      type="search"
      ref={input}
      aria-label={label}
      placeholder={`${label} (/)`}
      autocomplete="off"
      spellcheck={false}
      value={text}
      onInput={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        clearTimeout(timer.current);
        timer.current = setTimeout(search, PAUSE, typed);
      }}
      onKeyDown={(event) => {
        // It leads to the rows, which must be those that fit what was typed.
        if (event.key === 'ArrowDown' && text !== asked.current) search(text);
      }}
    />
  );
}
