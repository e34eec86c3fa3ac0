// Written by `npm run generate` from the files beside it; do not edit.

/** What is to be known of each format without its code. */
export const FORMAT_LIST = [
  {"id":"asff","title":"AWS Security Hub findings, a request of at most 100 on each line","ending":"asff.jsonl","contentType":"application/x-ndjson","showsFixes":false,"tellsRegion":true},
  {"id":"csv","title":"the triage worksheet, a line for each finding, for spreadsheets","ending":"csv","contentType":"text/csv; charset=utf-8","showsFixes":false,"tellsRegion":false},
  {"id":"html","title":"the report, a page that needs nothing else","ending":"html","contentType":"text/html; charset=utf-8","showsFixes":true,"tellsRegion":false},
  {"id":"json","title":"the whole assessment, as its JSON Schema describes it","ending":"assessment.json","contentType":"application/json","showsFixes":true,"tellsRegion":false},
  {"id":"junit","title":"JUnit XML, for the test reports of build servers","ending":"junit.xml","contentType":"application/xml","showsFixes":false,"tellsRegion":false},
  {"id":"markdown","title":"Markdown that fits a comment on a pull request","ending":"md","contentType":"text/markdown; charset=utf-8","showsFixes":true,"tellsRegion":false},
  {"id":"ocsf","title":"OCSF 1.9.0 Detection Findings, one on each line, for data lakes and SIEMs","ending":"ocsf.jsonl","contentType":"application/x-ndjson","showsFixes":false,"tellsRegion":true},
  {"id":"sarif","title":"SARIF 2.1.0, for code scanning on GitHub and for editors","ending":"sarif","contentType":"application/sarif+json","showsFixes":false,"tellsRegion":false},
] as const;
