import { useMemo } from 'react'
import { palette as words } from '../locales/en/palette.ts'
import { routes } from '../routes.ts'
import { type SharedFacts, useIdentity, useOrganisationId, useShared, useTracksideState } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import type { Looking } from './action.ts'
import type { ActionId } from './actions.ts'
import { findText } from './find.ts'
import { actionWords, type PaletteIndex } from './palette-rows.ts'
import { OF_AN_EVENT } from './screens.ts'
import { SUBJECT_KINDS, subjects } from './subjects.ts'

/** All that can be found. It is made when the palette opens for the first time, and anew where a record changed. */
export function usePaletteIndex(): PaletteIndex {
  const { t } = useSay()
  const found = useShared(SUBJECT_KINDS, sharedSubjects)
  const fixed = useMemo(() => {
    const screens = routes
      .filter(({ path }) => !OF_AN_EVENT.includes(path))
      .map(({ path, name }) => ({ path, text: findText([t(`nav.${name}`)]) }))
    const actions = actionWords((id) => ({
      sentence: t(`palette.ask.${id}`),
      also: hasAlso(id) ? t(`palette.also.${id}`) : '',
    }))
    return { screens, actions }
  }, [t])
  return useMemo(() => ({ ...fixed, subjects: found }), [fixed, found])
}

function sharedSubjects({ records, viewer }: SharedFacts) {
  return subjects(records, viewer)
}

/** What actions look at, now. */
export function useLooking(): Looking {
  const viewer = useOrganisationId()
  const memberId = useIdentity()?.member.id ?? ''
  const records = useTracksideState((state) => state.records)
  const signs = useTracksideState((state) => state.status?.signing !== undefined)
  const { now } = useSay()
  return useMemo(() => ({ records, viewer, memberId, now, signs }), [records, viewer, memberId, now, signs])
}

function hasAlso(id: ActionId): id is ActionId & keyof typeof words.also {
  return Object.hasOwn(words.also, id)
}
