import { settingsSchema } from '../../shared/desktop-settings.ts'
import type { PageFacts } from '../../shared/shell-messages.ts'
import { chooseLanguage } from '../locales/choose-language.ts'
import type { TracksideState } from '../store.ts'

/** R5: the runs that this laptop records, by their boxes, and how much is unsent. Nobody signed in: nothing. */
export function shellFacts({ status, records, links, pending, cards }: ShellFactsState): PageFacts {
  const organisationId = status?.identity?.organisation.id
  const settings = status?.settings ?? settingsSchema.parse({})
  const language = chooseLanguage(settings.language, navigator.languages)
  const look = {
    language,
    ...(settings.language === 'system' ? {} : { chosenLanguage: settings.language }),
    theme: settings.theme,
  }
  if (organisationId === undefined) return { runs: [], unsent: 0, attention: 0, ...look }
  const runs = [...records.all('session')]
    .filter((run) => run.organisationId === organisationId && run.stoppedAt === undefined && links.has(run.boxId))
    .map(({ boxSerial }) => boxSerial)
  const serials = [...new Set(runs)].toSorted().slice(0, 200)
  return { runs: serials, unsent: pending.length, attention: cards.length, ...look }
}

export type ShellFactsState = Pick<TracksideState, 'status' | 'records' | 'links' | 'pending' | 'cards'>
