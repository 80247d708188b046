import type { time as english } from '../en/time.ts'
import type { Translation } from '../translation.ts'

export const time: Translation<typeof english> = {
  today: 'oggi {{clock}}',
  yesterday: 'ieri {{clock}}',
  now: 'ora',
  in: 'tra {{duration}}',
  ago: '{{duration}} fa',
  minutes: '{{count}} min',
  hours: '{{count}} h',
  hoursMinutes: '{{hours}} h {{minutes}} min',
  days: '{{count}} g',
}
