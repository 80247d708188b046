import type { Checkpoint } from '../shared/records/event.ts'
import type { Plan } from '../shared/records/organisation.ts'

interface DemoRace {
  readonly name: string
  /** Local times of today. */
  readonly start: string
  readonly end: string
  readonly checkpoints: readonly {
    readonly name: string
    readonly kind: Checkpoint['kind']
    readonly distanceM: number
  }[]
}

export interface DemoOrganisation {
  readonly name: string
  readonly plan: Plan
  readonly contactName: string
  readonly contactPhone: string
  readonly domain: string
  readonly people: readonly [admin: string, timer: string, viewer: string]
  readonly firstSerial: number
  readonly aliases: readonly string[]
  /** Those above come first. */
  readonly groups: readonly {
    readonly name: string
    readonly category: string
    /** The name of the group that it is in. */
    readonly within?: string
    /** By alias. */
    readonly boxes: readonly string[]
  }[]
  readonly event: string
  readonly races: readonly DemoRace[]
}

export const DEMO_PASSWORD = 'trackside-demo'
export const DEMO_TIME_ZONE = 'Europe/Madrid'

const KM = 1000

function along(km: number, ...between: readonly number[]): DemoRace['checkpoints'] {
  const at = (name: string, kind: Checkpoint['kind'], distanceM: number) => ({ name, kind, distanceM })
  return [
    at('START', 'START', 0),
    ...between.map((mark) => at(`KM ${mark}`, 'INTERMEDIATE', mark * KM)),
    at('FINISH', 'FINISH', km * KM),
  ]
}

export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    name: 'Sierra Timing',
    plan: 'PRO',
    contactName: 'Marta Ruiz',
    contactPhone: '+34 600 000 101',
    domain: 'sierra.example',
    people: ['Marta Ruiz', 'Diego Santos', 'Lucía Vega'],
    firstSerial: 30_201,
    aliases: [
      ...['Start A', 'Start B', 'Finish', 'Blue case', 'Red case', 'Old two'],
      ...['KM 5', 'KM 10', 'Finish 2', 'Green case', 'Spare 1', 'Spare 2'],
    ],
    groups: [
      { name: 'Madrid depot', category: 'Depot', boxes: ['Spare 1', 'Spare 2'] },
      { name: 'North kit', category: 'Kit', within: 'Madrid depot', boxes: ['Green case', 'KM 5', 'KM 10'] },
      { name: 'South kit', category: 'Kit', boxes: ['Red case'] },
    ],
    event: 'Sierra Trail',
    races: [
      { name: 'Trail 21K', start: '10:00', end: '14:30', checkpoints: along(21, 5, 10) },
      { name: 'Trail 10K', start: '16:00', end: '18:30', checkpoints: along(10, 5) },
    ],
  },
  {
    name: 'Costa Events',
    plan: 'FREE',
    contactName: 'Pau Ferrer',
    contactPhone: '+34 600 000 201',
    domain: 'costa.example',
    people: ['Pau Ferrer', 'Nuria Coll', 'Jordi Mas'],
    firstSerial: 30_301,
    aliases: ['Finish'],
    groups: [],
    event: 'Costa Sunset Run',
    races: [
      { name: '10K', start: '18:00', end: '20:00', checkpoints: along(10, 5) },
      { name: '5K', start: '19:00', end: '20:30', checkpoints: along(5, 3) },
    ],
  },
  {
    name: 'Valle Cronos',
    plan: 'CLUB',
    contactName: 'Elena Prado',
    contactPhone: '+34 600 000 301',
    domain: 'valle.example',
    people: ['Elena Prado', 'Hugo León', 'Sara Gil'],
    firstSerial: 30_401,
    aliases: ['Start', 'Finish', 'KM 20', 'Spare'],
    groups: [],
    event: 'Valle Gran Fondo',
    races: [
      { name: 'Gran Fondo', start: '09:00', end: '16:00', checkpoints: along(120, 20, 60) },
      { name: 'Medio Fondo', start: '09:30', end: '14:00', checkpoints: along(70, 20) },
    ],
  },
]
