export const time = {
  today: 'today {{clock}}',
  yesterday: 'yesterday {{clock}}',
  now: 'now',
  in: 'in {{duration}}',
  ago: '{{duration}} ago',
  minutes: '{{count}} min',
  hours: '{{count}} h',
  hoursMinutes: '{{hours}} h {{minutes}} min',
  days: '{{count}} d',
} as const
