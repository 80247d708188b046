import { useState } from 'react'
import { eventPlaceText } from '../events/event-place.ts'
import { useReplace } from '../replace/replace-context.ts'
import { placeHref } from '../router.ts'
import { useDoor } from '../tickets/door-context.ts'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import { type AlarmAbout, nextStep } from './alarm-facts.ts'
import { SpaceDialog } from './space-dialog.tsx'
import { useCanReplace } from './use-alarms.ts'

/** The one button of an alarm. */
export function AlarmStep({ about }: { readonly about: AlarmAbout }) {
  const { t } = useSay()
  const door = useDoor()
  const replace = useReplace()
  const step = nextStep(about, useCanReplace())
  const [isSpaceOpen, setSpaceOpen] = useState(false)
  const box = about.box?.serial ?? ''
  switch (step?.kind) {
    case undefined:
      return null
    case 'live':
      return (
        <a
          className="button"
          href={placeHref('live', eventPlaceText(step.eventId, step.boxId))}
          aria-label={t('alarms.liveOf', { box })}
        >
          {t('alarms.live')}
        </a>
      )
    case 'replace':
      return (
        <Button aria-label={t('alarms.replaceOf', { box })} onClick={() => replace(step.boxId)}>
          {t('alarms.replace')}
        </Button>
      )
    case 'ask-time':
      return (
        <Button aria-label={t('alarms.askTimeOf', { box })} onClick={() => door.askForTime(step.loanId)}>
          {t('alarms.askTime')}
        </Button>
      )
    case 'free-space':
      return (
        <>
          <Button onClick={() => setSpaceOpen(true)}>{t('alarms.freeSpace')}</Button>
          {isSpaceOpen ? (
            <SpaceDialog isFull={about.alarm.kind === 'disk-full'} onClose={() => setSpaceOpen(false)} />
          ) : null}
        </>
      )
  }
}
