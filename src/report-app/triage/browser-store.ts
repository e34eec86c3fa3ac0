import { useEffect, useReducer } from 'preact/hooks';
import type { Assessment } from '../../assessment/assessment.js';
import { TriageStore } from '../model/triage-store.js';

const stores = new WeakMap<Assessment, TriageStore>();

/** The decisions on a report, kept under its account and name; one store for all visits of the page. */
export function useTriageStore(assessment: Assessment): TriageStore {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const store = stores.get(assessment) ?? openStore(assessment);
  useEffect(() => store.subscribe(() => renderAgain(undefined)), [store]);
  return store;
}

function openStore(assessment: Assessment): TriageStore {
  const key = storageKey(assessment);
  const store = new TriageStore(assessment, {
    read: () => localStorage.getItem(key),
    write: (text) => {
      localStorage.setItem(key, text);
    },
  });
  stores.set(assessment, store);
  // To the end of the visit, whichever page is open: what another tab keeps would be written over if it were missed.
  addEventListener('storage', ({ key: changed, newValue }) => {
    if (changed === key) store.takeOver(newValue);
  });
  return store;
}

function storageKey({ account, name }: Assessment): string {
  return `cloudsplaining-triage ${account.id ?? ''} ${name}`;
}
