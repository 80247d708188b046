import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useCan } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { FileField } from '../ui/file-field.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { grouped } from '../words/count.ts'
import { useSay } from '../words/say.tsx'
import { newGroups, type PlannedLine } from './plan-registration.ts'
import { RegisterLines } from './register-lines.tsx'
import { useBoxList, usePlan, useWhyNotMore } from './register-list.ts'
import { useRegistering } from './use-registering.ts'

/** L6: boxes of one's own from a list. Each line is shown with what becomes of it before anything is registered. */
export function RegisterManyDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay()
  const { t } = say
  const opening = useBoxList()
  const { list } = opening
  const plan = usePlan(list)
  const registering = useRegistering(onClose)
  // While it goes on, what is registered already would show as a problem.
  const [frozen, setFrozen] = useState<readonly PlannedLine[]>()
  const shown = registering.progress && frozen ? frozen : plan
  const good = shown.filter(({ problem }) => problem === undefined)
  const whyNotMore = useWhyNotMore(registering.progress ? 0 : good.length)
  const begin = () => {
    setFrozen(plan)
    void registering.register(plan)
  }
  return (
    <Dialog title={t('devices.many.title')} opened wide onClose={onClose}>
      <DropArea onFile={(file) => void opening.open(file)}>
        <p>{t('devices.many.text')}</p>
        <FileField
          label={t(list === undefined ? 'devices.many.choose' : 'devices.many.chooseOther')}
          hint={t('devices.many.drop')}
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onFile={(file) => void opening.open(file)}
        />
        {opening.isReading ? <p role="status">{t('devices.many.reading')}</p> : null}
        {opening.problem === undefined ? null : <InlineError>{opening.problem}</InlineError>}
        {list === undefined ? null : (
          <>
            <Summary file={list.file} good={good} total={shown.length} />
            <RegisterLines lines={shown} />
          </>
        )}
        {whyNotMore === undefined ? null : <InlineError>{whyNotMore}</InlineError>}
        {registering.problem === undefined ? null : <InlineError>{registering.problem}</InlineError>}
        {registering.stopped === undefined ? null : (
          <Notice level="warning">
            {t('devices.many.stopped', {
              count: registering.stopped.done,
              done: grouped(say, registering.stopped.done),
              total: grouped(say, registering.stopped.total),
            })}
          </Notice>
        )}
        <Progress registering={registering} />
      </DropArea>
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look="primary"
          busy={registering.progress !== undefined}
          whyNot={whyNotMore ?? (good.length === 0 ? t('devices.many.nothing') : undefined)}
          onClick={begin}
        >
          {good.length === 0
            ? t('devices.many.doNone')
            : t('devices.many.do', { count: good.length, number: grouped(say, good.length) })}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

function Summary({
  file,
  good,
  total,
}: {
  readonly file: string
  readonly good: readonly PlannedLine[]
  readonly total: number
}) {
  const say = useSay()
  const { t } = say
  const canGroup = useCan('group.edit')
  const made = newGroups(good)
  const left = total - good.length
  return (
    <Notice level={left > 0 ? 'warning' : 'good'}>
      <ul>
        <li>{t('devices.many.summary', { file, count: good.length, number: grouped(say, good.length) })}</li>
        {left > 0 ? <li>{t('devices.many.leftOut', { count: left, number: grouped(say, left) })}</li> : null}
        {made.length > 0 ? (
          <li>{t('devices.many.newGroups', { count: made.length, groups: listed(say, made) })}</li>
        ) : null}
        {canGroup ? null : <li>{t('devices.many.noGroups')}</li>}
      </ul>
    </Notice>
  )
}

const NAMES_SHOWN = 8

function listed({ locale, t }: Pick<ReturnType<typeof useSay>, 'locale' | 't'>, names: readonly string[]): string {
  const rest = names.length - NAMES_SHOWN
  const shown = rest > 0 ? [...names.slice(0, NAMES_SHOWN), t('list.more', { count: rest })] : names
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(shown)
}

/** ux 19: how far it is, and the way to stop it. */
function Progress({ registering: { progress, stop } }: { readonly registering: ReturnType<typeof useRegistering> }) {
  const say = useSay()
  const { t } = say
  if (progress === undefined) return null
  return (
    <div className="register-progress" role="status">
      <progress value={progress.done} max={progress.total} aria-label={t('devices.many.title')} />
      <span>
        {t('devices.many.progress', { done: grouped(say, progress.done), total: grouped(say, progress.total) })}
      </span>
      <Button onClick={stop}>{t('devices.many.stop')}</Button>
    </div>
  )
}

/** A file dropped anywhere in it is taken. */
function DropArea({ onFile, children }: { readonly onFile: (file: File) => void; readonly children: ReactNode }) {
  const inside = useRef(0)
  const [isOver, setOver] = useState(false)
  const enter = (by: 1 | -1) => {
    inside.current += by
    setOver(inside.current > 0)
  }
  const drop = {
    onDragEnter: () => enter(1),
    onDragLeave: () => enter(-1),
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      // The screen behind takes what is dropped, too.
      event.stopPropagation()
      inside.current = 0
      setOver(false)
      const [file] = event.dataTransfer.files
      if (file) onFile(file)
    },
  }
  return (
    <div className="dialog-form register-drop" data-over={isOver || undefined} {...drop}>
      {children}
    </div>
  )
}
