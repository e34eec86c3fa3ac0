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
