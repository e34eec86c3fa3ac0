import { FORMAT_LIST } from '../output/format-list.generated.js';

/** Names of the files of an account in a run over many. */
export interface AccountFileNames {
  readonly report: string;
  /** In the shape of 0.9.1. */
  readonly results: string;
  readonly findings: string;
  /** What is needed of the account to look at all together. */
  readonly crossings: string;
}

/** The name of the file of an account in another format. */
export function formattedFileName(account: string, ending: string): string {
  return `${account}.${ending}`;
}

/** The names that `scan-multi-account` gives the files of an account. */
export function accountFileNames(account: string): AccountFileNames {
  return {
    report: `${account}.html`,
    results: `${account}.json`,
    findings: `${account}.findings.json`,
    crossings: `${account}.crossings.json`,
  };
}

/** What a run writes of every account beside the report, the findings and the crossings. */
export interface WrittenToo {
  /** Ids of formats. */
  readonly formats: readonly string[];
  /** Whether the results in the shape of 0.9.1 are written. */
  readonly writeResults: boolean;
}

/** The names of the files of an account that {@link WrittenToo} adds. */
export function addedFileNames(account: string, { formats, writeResults }: WrittenToo): readonly string[] {
  const formatted = FORMAT_LIST.filter(({ id }) => formats.includes(id) && id !== 'html');
  return [
    ...(writeResults ? [accountFileNames(account).results] : []),
    ...formatted.map(({ ending }) => formattedFileName(account, ending)),
  ];
}
