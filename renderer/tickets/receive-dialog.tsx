import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { looksSigned } from '../../shared/tickets/signed.ts'
import { type CodeReading, readTypedCode } from '../devices/typed-code.ts'
import { CameraView } from '../scan/camera-view.tsx'
import { ScanFileField } from '../scan/scan-file-field.tsx'
import { isForTheDoor } from '../scan/scanned-text.ts'
import { type Scan, useScans } from '../scan/scans.tsx'
import { useCodeReader } from '../scan/use-code-reader.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import type { Say } from '../words/say.tsx'
import { useDoor } from './door-context.ts'
import { ElsewhereNotice, elsewhereOf } from './elsewhere-notice.tsx'
import { ReceivedView } from './received-view.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { type Receiving, useReceiving } from './use-receiving.ts'
import './receive-dialog.css'

/**
 * The one door for what comes from outside: camera, scanner, clipboard, file and typed code. It recognises what it gets,
 * and what is mistyped is caught while it is typed, without the cloud (L3).
 */
export function ReceiveDialog({
  title,
  typed: begun = '',
  first,
  onClose,
}: {
  readonly title: string
  /** A code that was entered elsewhere. */
  readonly typed?: string
  /** What was scanned elsewhere, to be taken at once. */
  readonly first?: Scan | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const receiving = useReceiving()
  const reader = useCodeReader()
  const [typed, setTyped] = useState(begun)
  const { receive, receiveFile, refuse } = receiving
  const take = (scan: Scan) => {
    if (scan.kind === 'file') {
      if (reader) void receiveFile(scan.file, reader)
    } else if (looksSigned(scan.text)) void receive(scan.text)
    // Pasted in passing: it stands in the field, and a person says yes.
    else setTyped(scan.text)
  }
  useScans(take)
  useFirst(first, reader !== undefined, take)
  const { answer } = receiving
  if (answer !== undefined && answer.result.status !== 'refused' && answer.result.status !== 'elsewhere') {
    const again = () => {
      setTyped('')
      receiving.clear()
    }
    return <ReceivedView result={answer.result} knownBefore={answer.knownBefore} onAgain={again} onClose={onClose} />
  }
  const seen = (text: string) => (isForTheDoor(text) ? void receive(text) : refuse(t('scan.stranger')))
  return (
    <Dialog title={title} opened forCode onClose={onClose}>
      <div className="receive">
        <CameraView reader={reader} onText={seen} />
        <div className="receive-side">
          <TypedCode typed={typed} onType={setTyped} receiving={receiving} onClose={onClose}>
            <Outcome receiving={receiving} onClose={onClose} />
            <ScanFileField onFile={(file) => take({ kind: 'file', file })} />
          </TypedCode>
        </div>
      </div>
    </Dialog>
  )
}

/** What was scanned before the dialog was there, taken once. A picture has to wait for the reader. */
function useFirst(first: Scan | undefined, hasReader: boolean, take: (scan: Scan) => void): void {
  const [waits, setWaits] = useState(first !== undefined)
  const isReady = waits && (hasReader || first?.kind === 'text')
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it can be taken
  useEffect(() => {
    if (!isReady || first === undefined) return
    setWaits(false)
    take(first)
  }, [isReady])
}

/** ux 15: what a scan came to, in colour, shape and text, brought into sight. */
function Outcome({ receiving, onClose }: { readonly receiving: Receiving; readonly onClose: () => void }) {
  const { busy, answer, problem } = receiving
  const ref = useRef<HTMLDivElement>(null)
  const isSaid = busy || answer !== undefined || problem !== undefined
  useEffect(() => {
    if (isSaid) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isSaid])
  return isSaid ? (
    <div ref={ref}>
      <OutcomeSaid {...receiving} onClose={onClose} />
    </div>
  ) : null
}

function OutcomeSaid({
  busy,
  answer,
  problem,
  onClose,
}: Pick<Receiving, 'busy' | 'answer' | 'problem'> & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  if (busy) {
    return (
      <p className="receive-read" role="status">
        <span aria-hidden="true">■</span> {t('scan.read')}
      </p>
    )
  }
  if (problem !== undefined) return <InlineError>{problem}</InlineError>
  if (answer?.result.status === 'refused') return <RefusedNotice refused={answer.result} onClose={onClose} />
  if (answer?.result.status === 'elsewhere') return <ElsewhereNotice kind={answer.result.kind} onClose={onClose} />
  return null
}

function TypedCode({
  typed,
  onType,
  receiving,
  onClose,
  children,
}: {
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly receiving: Receiving
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const door = useDoor()
  const [tried, setTried] = useState(false)
  const isSigned = looksSigned(typed)
  const reading = readTypedCode(isSigned ? '' : typed, 'token')
  const problem = isSigned ? undefined : codeProblem(t, reading, tried)
  const elsewhere = elsewhereOf(reading)
  const type = (text: string) => {
    onType(text)
    receiving.clear()
    setTried(false)
  }
  const again = typed === '' ? receiving.again : undefined
  const submit = () => {
    if (again) return again()
    setTried(!isSigned)
    if (isSigned) {
      // The next scan must not be added to this one.
      onType('')
      void receiving.receive(typed)
    } else if (reading.kind === 'good' && reading.code.kind === 'token') void receiving.receive(reading.code.token)
  }
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field
        label={t('scan.field')}
        description={t('scan.fieldHint')}
        mono
        autoFocus
        autoComplete="off"
        value={typed}
        onChange={type}
        onPasted={(text) => {
          if (looksSigned(text)) void receiving.receive(text)
          return looksSigned(text)
        }}
        error={problem}
      />
      {isSigned || elsewhere ? null : (
        <p className="muted small" aria-hidden="true">
          {t('borrow.progress', { count: reading.length })}
        </p>
      )}
      {elsewhere === undefined ? null : <ElsewhereNotice kind={elsewhere} onClose={onClose} />}
      {children}
      <DialogButtons>
        <Button look="quiet" onClick={() => door.show('card', [])}>
          {t('ticket.show.card')}
        </Button>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look="primary"
          type="submit"
          busy={receiving.busy}
          whyNot={problem ?? (elsewhere ? t('borrow.notLoanCode') : undefined)}
        >
          {receiving.again ? t('borrow.tryAgain') : t('borrow.do')}
        </Button>
      </DialogButtons>
    </form>
  )
}

/** While somebody is still typing, only what can't become right is said. */
function codeProblem(t: Say['t'], reading: CodeReading, tried: boolean): string | undefined {
  switch (reading.kind) {
    case 'stranger':
      return t('borrow.notInCode', { character: reading.character })
    case 'mistyped':
      return t('borrow.mistyped')
    case 'long':
      return t('borrow.tooLong', { count: reading.length })
    case 'short':
      return tried ? t('borrow.tooShort', { count: reading.length }) : undefined
    case 'good':
      return undefined
  }
}
