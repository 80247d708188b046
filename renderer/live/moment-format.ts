/** `10:42:13.48` in a zone, cut off, not rounded: a finish never shows later than it was. Takes ISO text. */
export function createMomentFormat(locale: string, zone: string, digits: 1 | 2): (at: string) => string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: digits,
    hourCycle: 'h23',
  })
  return (at) => format.format(new Date(at))
}
