const STAMP = /^(\d{4})-(\d\d)-(\d\d)[T; ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))? ?(?:[Zz]|([+-])(\d\d):?(\d\d))?$/

/**
 * A box's stamp, as ISO 8601 in UTC with milliseconds: `2024-09-17;14:34:23.123Z` and ISO forms. Without a zone it is UTC.
 * Whether it can be right isn't asked here (L10). Undefined: not a moment.
 */
export function readStamp(text: string): string | undefined {
  const match = STAMP.exec(text.trim())
  if (match === null) return undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = match
  const [, , , , , , , , sign = '+', zoneHours = '0', zoneMinutes = '0'] = match
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${String(ms).padStart(3, '0')}Z`
  // Date.parse takes 31 February for 3 March.
  const local = new Date(iso)
  if (Number.isNaN(local.getTime()) || local.toISOString() !== iso) return undefined
  const zoneMs = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000
  const moment = new Date(local.getTime() - (sign === '-' ? -zoneMs : zoneMs)).toISOString()
  return moment.length === 24 && !moment.startsWith('0000') ? moment : undefined
}
