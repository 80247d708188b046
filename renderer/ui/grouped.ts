/** `1,204`; with four digits as with more, also where a language would leave the sign out: columns are compared. */
export function grouped(locale: string, count: number): string {
  return count.toLocaleString(locale, { useGrouping: true })
}
