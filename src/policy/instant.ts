/** A year alone, which ISO 8601 would allow, is seconds to AWS. */
const EPOCH_SECONDS = /^\d+(\.\d+)?$/;
const ISO_DATE =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?$/i;
/** The last moment that a date can stand for. */
const LATEST = 8.64e15;
const ZONE = /(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Milliseconds since 1970 of an ISO 8601 date or of seconds since 1970; null for anything else, days that no month
 * has among them.
 * Source: https://www.w3.org/TR/NOTE-datetime
 */
export function parseInstant(text: string): number | null {
  if (EPOCH_SECONDS.test(text)) {
    const milliseconds = Number(text) * 1000;
    return milliseconds <= LATEST ? milliseconds : null;
  }
  const match = ISO_DATE.exec(text);
  if (match === null || !isDay(match[1], match[2], match[3])) return null;
  // A time without a zone is in UTC.
  const value = Date.parse(/T/i.test(text) && !ZONE.test(text) ? `${text}Z` : text);
  return Number.isNaN(value) ? null : value;
}

/** `Date.parse` reads 30 February as a day of March. */
function isDay(year = '1970', month = '01', day = '01'): boolean {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
