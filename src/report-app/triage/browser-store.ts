import { useEffect, useReducer } from 'preact/hooks';
import type { Assessment } from '../../assessment/assessment.js';
import { TriageStore } from '../model/triage-store.js';

const stores = new WeakMap<Assessment, TriageStore>();

/** The decisions on a report, kept under its account and name; one store for all visits of the page. */
export function useTriageStore(assessment: Assessment): TriageStore {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  let store = stores.get(assessment);
  if (store === undefined) {
    const key = storageKey(assessment);
    store = new TriageStore(assessment, {
      read: () => localStorage.getItem(key),
      write: (text) => {
        localStorage.setItem(key, text);
      },
    });
    stores.set(assessment, store);
  }
  const current = store;
  useEffect(() => current.subscribe(() => renderAgain(undefined)), [current]);
  useEffect(() => {
    const onStorage = ({ key, newValue }: StorageEvent): void => {
      if (key === storageKey(assessment)) current.takeOver(newValue);
    };
    addEventListener('storage', onStorage);
    return () => {
      removeEventListener('storage', onStorage);
    };
  }, [current]);
  return current;
}

function storageKey({ account, name }: Assessment): string {
  return `cloudsplaining-triage ${account.id ?? ''} ${name}`;
}
