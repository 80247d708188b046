import { useMemo } from 'react'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useReplace } from '../replace/replace-context.ts'
import { goTo } from '../router.ts'
import { changeScreen } from '../store.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useTrackside } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import type { Doing, Looking } from './action.ts'
import { usePalette } from './palette-context.ts'

/** With what the actions do their work. */
export function useDoing(looking: Looking): Doing {
  const { core, store } = useTrackside()
  const { t } = useSay()
  const door = useDoor()
  const replace = useReplace()
  const { wants, showShortcuts } = usePalette()
  return useMemo(
    () => ({
      go: ({ screen, opened }) => goTo(screen, opened),
      ask: (act, place, id) => wants.ask(act, place, id),
      door,
      replace,
      call: (name, args) => {
        core.call(name, args).catch((error: unknown) => {
          tellDone(t, t('palette.failed', { why: faultSentence(t, error) }))
        })
      },
      tick: (screen, id) => changeScreen(store, screen, { selected: [id] }),
      showShortcuts,
      looking,
      words: { addTitle: t('devices.add') },
      sounds: store.getState().status?.settings.sounds ?? true,
    }),
    [core, store, t, door, replace, wants, showShortcuts, looking],
  )
}
