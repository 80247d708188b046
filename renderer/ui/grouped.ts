/** Made once for each language: it takes longer than many rows. */
const formats = new Map<string, Intl.NumberFormat>()

/** `1,204`; with four digits as with more, also where a language would leave the sign out: columns are compared. */
export function grouped(locale: string, count: number): string {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale, { useGrouping: true })
  formats.set(locale, format)
  return format.format(count)
}
