/** The mark of the report in the tab of a browser: bars as those of the severities. Pages load nothing, so it is in them. */
export const ICON_LINK =
  '<link rel="icon" href="data:image/svg+xml,' +
  "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23b3341a' " +
  "d='M1 11h3v4H1zm4-3h3v7H5zm4-3h3v10H9zm4-4h3v14h-3z'/%3E%3C/svg%3E\">";
