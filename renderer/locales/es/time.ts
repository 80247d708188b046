import type { time as english } from '../en/time.ts'
import type { Translation } from '../translation.ts'

export const time: Translation<typeof english> = {
  today: 'hoy {{clock}}',
  yesterday: 'ayer {{clock}}',
  now: 'ahora',
  in: 'en {{duration}}',
  ago: 'hace {{duration}}',
  minutes: '{{count}} min',
  hours: '{{count}} h',
  hoursMinutes: '{{hours}} h {{minutes}} min',
  days: '{{count}} d',
}
