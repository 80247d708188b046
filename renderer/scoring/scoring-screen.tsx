import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownTarget } from '../../shared/desktop-live.ts'
import type { Event } from '../../shared/records/event.ts'
import { EventFrame } from '../events/event-frame.tsx'
import { EventHead } from '../events/event-tabs.tsx'
import { useWhyNot } from '../give/use-why-not.ts'
import { placeHref, usePlace } from '../router.ts'
import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { type TargetAct, TargetCard } from './target-card.tsx'
import { TargetDialog } from './target-form.tsx'
import { RemoveQuestion, SendAgainQuestion } from './target-questions.tsx'
import './scoring.css'

/** R7: where the times of one event go, live. */
export function ScoringScreen() {
  const { opened } = usePlace()
  return <EventFrame eventId={opened}>{(event) => <OneScoring event={event} />}</EventFrame>
}

type Opened = { readonly act: 'add' } | { readonly act: TargetAct; readonly id: string }

function OneScoring({ event }: { readonly event: Event }) {
  const { t } = useTranslation()
  const scoring = useTracksideState((state) => state.scoring)
  const targets = useMemo(() => scoring?.filter(({ eventId }) => eventId === event.id), [scoring, event.id])
  const [opened, setOpened] = useState<Opened>()
  const whyNot = useWhyNot('timing.run')
  const screenRef = useRef<HTMLDivElement>(null)
  const addRef = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpened(undefined)
    // The menu that led here is closed, and had the focus.
    const menu = opened?.act === 'add' ? null : screenRef.current?.querySelector(`#target-${opened?.id} .menu-button`)
    if (menu instanceof HTMLElement) menu.focus()
    else addRef.current?.focus()
  }
  return (
    <ListWithInspector inspector={null}>
      <EventHead
        event={event}
        current="scoring"
        actions={
          <Button look="primary" ref={addRef} whyNot={whyNot} onClick={() => setOpened({ act: 'add' })}>
            {t('scoring.add')}
          </Button>
        }
      />
      <div className="scoring" ref={screenRef}>
        {targets === undefined ? (
          <EmptyState title={t('scoring.loading')} />
        ) : (
          <Targets targets={targets} onAct={whyNot === undefined ? setOpened : undefined} />
        )}
        <Help eventId={event.id} />
      </div>
      {openedPart(event, targets ?? [], opened, close)}
    </ListWithInspector>
  )
}

function Targets({
  targets,
  onAct,
}: {
  readonly targets: readonly ShownTarget[]
  /** Absent for those who may only look. */
  readonly onAct: ((opened: Opened) => void) | undefined
}) {
  const { t } = useTranslation()
  if (targets.length === 0) {
    return <EmptyState title={t('scoring.none')}>{t('scoring.noneText')}</EmptyState>
  }
  return (
    <ul className="scoring-targets" aria-label={t('scoring.list')}>
      {targets.map((target) => (
        <TargetCard
          key={target.id}
          target={target}
          onAct={onAct === undefined ? undefined : (act) => onAct({ act, id: target.id })}
        />
      ))}
    </ul>
  )
}

function Help({ eventId }: { readonly eventId: string }) {
  const { t } = useTranslation()
  return (
    <div className="scoring-help muted">
      <p>{t('scoring.why')}</p>
      <p>{t('scoring.crossMgr')}</p>
      <p>
        <a href={placeHref('live', eventId)}>{t('scoring.csv')}</a>
      </p>
    </div>
  )
}

function openedPart(
  event: Event,
  targets: readonly ShownTarget[],
  opened: Opened | undefined,
  onClose: () => void,
): ReactNode {
  if (opened === undefined) return null
  if (opened.act === 'add') return <TargetDialog eventId={event.id} target={undefined} onClose={onClose} />
  const target = targets.find(({ id }) => id === opened.id)
  // Another window removed it.
  if (target === undefined) return null
  switch (opened.act) {
    case 'edit':
      return <TargetDialog eventId={event.id} target={target} onClose={onClose} />
    case 'again':
      return <SendAgainQuestion target={target} onClose={onClose} />
    case 'remove':
      return <RemoveQuestion target={target} onClose={onClose} />
  }
}
