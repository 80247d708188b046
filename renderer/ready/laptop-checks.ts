import type { Status } from '../../shared/desktop-api.ts'
import { timePlus } from '../../shared/records/scalars.ts'
import { placeHref } from '../router.ts'
import { fileSize } from '../words/file-size.ts'
import type { Say } from '../words/say.tsx'
import type { Check } from './check.ts'

const DAY_MS = 86_400_000
/** O10 */
const SIGN_IN_DAYS = 30
/** A race weekend: what ends within it may end in the middle of it. */
const SOON_MS = 3 * DAY_MS
const LOW_PERCENT = 30

/** What the window knows of the laptop. */
export interface LaptopKnown {
  readonly onMains: boolean | undefined
  readonly percent: number | undefined
  readonly isKeptAwake: boolean
  /** Undefined: not known yet. */
  readonly hasCamera: boolean | undefined
  readonly disk: { readonly freeBytes: number; readonly lowBytes: number } | undefined
}

type SignedIn = Pick<Status, 'connection' | 'lastSyncedAt' | 'signing' | 'problems' | 'settings'>

export function laptopChecks(say: Say, known: LaptopKnown, status: SignedIn): readonly Check[] {
  const { t } = say
  return [
    powerCheck(t, known),
    diskCheck(say, known, status),
    awakeCheck(t, known),
    internetCheck(say, status),
    signInCheck(say, status),
    certificateCheck(say, status),
    ...(known.hasCamera === undefined ? [] : [cameraCheck(t, known.hasCamera)]),
    soundCheck(t, status),
    ...status.problems
      .filter((problem) => problem !== 'disk-full')
      .map((problem): Check => ({ key: problem, level: 'look', words: t(`problem.${problem}`) })),
  ]
}

function powerCheck(t: Say['t'], { onMains, percent }: LaptopKnown): Check {
  const key = 'power'
  if (onMains) return { key, level: 'good', words: t('ready.onMains') }
  if (onMains === undefined || percent === undefined) {
    return { key, level: 'note', words: t('ready.powerUnknown'), todo: t('ready.powerUnknownTodo') }
  }
  const words = { percent: Math.round(percent) }
  if (percent >= LOW_PERCENT) {
    return { key, level: 'note', words: t('ready.onBattery', words), todo: t('ready.onBatteryTodo') }
  }
  return { key, level: 'look', words: t('ready.onBatteryLow', words), todo: t('ready.onBatteryTodo') }
}

function diskCheck(say: Say, { disk }: LaptopKnown, { problems }: SignedIn): Check {
  const { t } = say
  const key = 'disk'
  const help = { todo: t('ready.diskTodo'), act: { kind: 'free-space' } } as const
  if (problems.includes('disk-full')) return { key, level: 'look', words: t('ready.diskFull'), ...help }
  if (disk === undefined) return { key, level: 'note', words: t('ready.diskUnknown') }
  const words = { free: fileSize(say, disk.freeBytes) }
  if (disk.freeBytes < disk.lowBytes) return { key, level: 'look', words: t('ready.diskLow', words), ...help }
  return { key, level: 'good', words: t('ready.disk', words) }
}

function awakeCheck(t: Say['t'], { isKeptAwake }: LaptopKnown): Check {
  const key = 'awake'
  return isKeptAwake
    ? { key, level: 'good', words: t('ready.awake'), todo: t('ready.awakeTodo') }
    : { key, level: 'look', words: t('ready.awakeNot'), todo: t('ready.awakeNotTodo') }
}

function internetCheck({ t, time, now }: Say, { connection, lastSyncedAt }: SignedIn): Check {
  const key = 'internet'
  if (connection !== 'offline') return { key, level: 'good', words: t('ready.online') }
  // ux 2: nothing is blocked, so nobody has to do anything.
  if (lastSyncedAt === undefined) return { key, level: 'note', words: t('ready.offline') }
  const words = { when: time.past(lastSyncedAt, now), ago: time.relative(lastSyncedAt, now) }
  return { key, level: 'note', words: t('ready.offlineSince', words) }
}

/** O10: 30 days from the last contact. */
export function signInEnd({ lastSyncedAt }: Pick<Status, 'lastSyncedAt'>): string | undefined {
  return lastSyncedAt === undefined ? undefined : timePlus(lastSyncedAt, SIGN_IN_DAYS * DAY_MS)
}

export function signInCheck({ t, time, now }: Say, status: Pick<SignedIn, 'connection' | 'lastSyncedAt'>): Check {
  const key = 'sign-in'
  const end = signInEnd(status)
  if (status.connection === 'sign-in-again' || end === undefined || end <= now) {
    return { key, level: 'look', words: t('ready.signInOver'), todo: t('ready.signInAgainTodo') }
  }
  const words = { end: time.long(end, now), in: time.relative(end, now) }
  if (isSoon(end, now)) return { key, level: 'look', words: t('ready.signInSoon', words), todo: t('ready.signInTodo') }
  return { key, level: 'good', words: t('ready.signIn', words) }
}

export function certificateCheck({ t, time, now }: Say, { signing }: Pick<SignedIn, 'signing'>): Check {
  const key = 'certificate'
  const todo = t('ready.certificateTodo')
  const until = signing?.certificateUntil
  if (until === undefined) return { key, level: 'look', words: t('ready.certificateNone'), todo }
  if (until <= now) return { key, level: 'look', words: t('ready.certificateOver'), todo }
  const words = { end: time.long(until, now), in: time.relative(until, now) }
  if (isSoon(until, now)) return { key, level: 'look', words: t('ready.certificateSoon', words), todo }
  return { key, level: 'good', words: t('ready.certificate', words) }
}

function cameraCheck(t: Say['t'], hasCamera: boolean): Check {
  const key = 'camera'
  if (hasCamera) return { key, level: 'good', words: t('ready.camera') }
  return { key, level: 'note', words: t('ready.cameraNone'), todo: t('ready.cameraNoneTodo') }
}

function soundCheck(t: Say['t'], { settings }: SignedIn): Check {
  const key = 'sound'
  if (settings.sounds) return { key, level: 'good', words: t('ready.sound'), act: { kind: 'play-sound' } }
  const act = { kind: 'link', href: placeHref('settings'), label: t('nav.settings') } as const
  return { key, level: 'note', words: t('ready.soundOff'), todo: t('ready.soundOffTodo'), act }
}

function isSoon(end: string, now: string): boolean {
  return Date.parse(end) - Date.parse(now) < SOON_MS
}
