import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScoringTarget } from '../../shared/desktop-live.ts'
import type { EventId } from '../../shared/records/scalars.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { JCHIP_PORT, readTarget, type TypedTarget } from './read-target.ts'

const MAX_NAME = 60
const MAX_HOST = 260
const USUAL_WINDOW_S = 10

/** Adds a scoring program to the event, or changes one. */
export function TargetDialog({
  eventId,
  target,
  onClose,
}: {
  readonly eventId: EventId
  readonly target: ScoringTarget | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const title = target === undefined ? t('scoring.addTitle') : t('scoring.editTitle', { name: target.name })
  return (
    <Dialog title={title} opened onClose={onClose}>
      <TargetForm eventId={eventId} target={target} onClose={onClose} />
    </Dialog>
  )
}

function TargetForm({ eventId, target, onClose }: Parameters<typeof TargetDialog>[0]) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<TypedTarget>({
    name: target?.name ?? 'CrossMgr',
    host: target?.address.host ?? '',
    port: String(target?.address.port ?? JCHIP_PORT),
    window: String(target?.backupWindowS ?? USUAL_WINDOW_S),
  })
  const [tried, setTried] = useState(false)
  const { save, problem, busy } = useSave(onClose)
  const read = readTarget(typed)
  const name = read.kind === 'read' ? read.name : typed.name.trim()
  const field = (id: keyof TypedTarget) => ({
    label: t(`scoring.${id}`),
    description: t(`scoring.${id}Hint`),
    value: typed[id],
    onChange: (value: string) => setTyped((before) => ({ ...before, [id]: value })),
    error: tried && read.kind === 'wrong' && read.fields.has(id) ? t(`scoring.${id}Wrong`) : undefined,
    autoComplete: 'off' as const,
  })
  const submit = () => {
    setTried(true)
    if (read.kind !== 'read' || busy) return
    const { address, backupWindowS } = read
    const said = t(target === undefined ? 'scoring.added' : 'scoring.saved', { name: read.name })
    const { id = crypto.randomUUID(), isOn = true } = target ?? {}
    void save({ id, eventId, name, address, isOn, backupWindowS }, said)
  }
  return (
    <form
      className="dialog-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className="muted">{t('scoring.crossMgr')}</p>
      <Field {...field('name')} maxLength={MAX_NAME} />
      <Field {...field('host')} maxLength={MAX_HOST} autoFocus />
      <Field {...field('port')} maxLength={5} />
      <Field {...field('window')} kind="number" />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {target !== undefined
            ? t('scoring.editDo', { name })
            : name === ''
              ? t('scoring.addDoEmpty')
              : t('scoring.addDo', { name })}
        </Button>
      </DialogButtons>
    </form>
  )
}

function useSave(onSaved: () => void) {
  const { core } = useTrackside()
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const save = async (target: ScoringTarget, said: string) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await core.call('saveScoringTarget', target)
      tellDone(t, said)
      onSaved()
    } catch (error) {
      setProblem(faultSentence(t, error))
      setBusy(false)
    }
  }
  return { save, problem, busy }
}
