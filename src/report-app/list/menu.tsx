import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { placeMenu } from './menu-place.js';

interface MenuProps {
  readonly title: ComponentChildren;
  readonly isActive?: boolean;
  readonly children: ComponentChildren;
}

/** A button that opens a menu, which stays within the window; Escape, a press elsewhere and leaving it close it. */
export function Menu({ title, isActive = false, children }: MenuProps): JSX.Element {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeOutside = ({ target }: Event): void => {
      const element = menu.current;
      if (element !== null && target instanceof Node && !element.contains(target)) element.open = false;
    };
    const closeLeft = (event: Event): void => {
      // A press between its boxes gives the focus to the page, which holds the menu.
      const isAround = event.target instanceof Node && event.target.contains(menu.current);
      if (!isAround) closeOutside(event);
    };
    const place = (): void => {
      const body = menu.current?.querySelector<HTMLElement>('.menu-body');
      if (menu.current?.open === true && body != null) placeMenu(body);
    };
    // Wherever the focus is: a press between its boxes takes it out of the menu.
    const closeByKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || menu.current?.open !== true) return;
      // It closes the menu only, not what was opened from the list.
      event.preventDefault();
      closeMenu(menu.current);
    };
    const element = menu.current;
    element?.addEventListener('toggle', place);
    addEventListener('resize', place);
    document.addEventListener('keydown', closeByKey);
    document.addEventListener('pointerdown', closeOutside);
    // Who goes on by keys would not see what the menu covers.
    document.addEventListener('focusin', closeLeft);
    return () => {
      element?.removeEventListener('toggle', place);
      removeEventListener('resize', place);
      document.removeEventListener('keydown', closeByKey);
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeLeft);
    };
  }, []);
  return (
    <details class="menu" ref={menu} name="filters">
      <summary class={isActive ? 'button button-active' : 'button'}>{title}</summary>
      {children}
    </details>
  );
}

/** Closes the menu that an element stands in. What has the focus goes with it, so its button takes the focus. */
export function closeMenu(element: Element): void {
  const menu = element.closest('details');
  if (menu === null) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}
