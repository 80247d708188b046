import { grouped } from '../ui/grouped.ts'
import type { Say } from '../words/say.tsx'
import type { Candidate, Replaced } from './replace-facts.ts'

/** What will happen, a sentence a line, before the button is pressed. */
export function replaceLines(say: Say, replaced: Replaced, other: Candidate, count: number): readonly string[] {
  const { t, locale } = say
  const words = {
    box: replaced.serial,
    other: other.box.serial,
    place: replaced.place,
    role: roleWords(say, replaced),
    event: replaced.event.name,
  }
  const isPlaced = replaced.place !== ''
  const starts = replaced.isTimed
  const takes = starts
    ? t(isPlaced ? 'replace.takesRun' : 'replace.takesRunEvent', words)
    : t(isPlaced ? 'replace.takes' : 'replace.takesEvent', words)
  const leaves = t('replace.leaves', words)
  if (count === 0) return [takes, leaves]
  return [
    takes,
    `${t('replace.stay', { ...words, count, number: grouped(locale, count) })} ${leaves}`,
    t('replace.scoring'),
  ]
}

/** Where it stands now: `FINISH, main · Sierra Marathon`. */
export function standsWords(say: Say, replaced: Replaced): string {
  const { place, event } = replaced
  if (place === '') return say.t('replace.notPlaced', { event: event.name })
  return say.t('replace.stands', { place, role: roleWords(say, replaced), event: event.name })
}

/** How free a box is, beside it in the list. */
export function candidateWords({ t }: Say, { kind, place }: Candidate): string {
  switch (kind) {
    case 'free':
      return t('replace.free')
    case 'backup-here':
      return t('replace.backupHere')
    case 'in-event':
      return t('replace.inEvent')
    case 'elsewhere-here':
      return t('replace.in', { place })
    case 'runs':
      return t('replace.runs', { place: place === '' ? t('events.notPlaced') : place })
  }
}

function roleWords({ t }: Say, { backup }: Replaced): string {
  return t(backup ? 'events.backup' : 'events.main')
}
