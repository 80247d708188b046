import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import { VALIDITY_MS, type Validity, validitySchema } from '../../shared/records/loan.ts'
import { type LoanId, type OrganisationId, timePlus } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { Select } from '../ui/select.tsx'
import { refusalSentence, serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import { type BoxUse, isUsed, useBoxUses } from './box-use.ts'
import { boxName } from './device-item.ts'
import { LoanCodeView } from './loan-code-view.tsx'
import { usePartnersByLastDealing } from './use-partners.ts'

const MINUTE_MS = 60_000
const NOTE_LENGTH = 80

interface Lent {
  readonly code: string
  readonly loanIds: readonly LoanId[]
}

/** L1, L2, L15, L17: lends one box or several as one act, and shows their one code. */
export function LendDialog({
  boxes,
  leftOut = [],
  onLent,
  onClose,
}: {
  readonly boxes: readonly Box[]
  /** Serials that were ticked too but can't be lent. */
  readonly leftOut?: readonly string[]
  readonly onLent?: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  // What was ticked when it opened: the act itself changes what can be lent.
  const [chosen] = useState({ boxes, leftOut })
  const [lent, setLent] = useState<Lent>()
  const [first] = chosen.boxes
  if (first === undefined) return null
  const words = { count: chosen.boxes.length, box: boxName(first) }
  return (
    <Dialog title={lent ? t('lend.codeTitle', words) : t('lend.title', words)} opened wide onClose={onClose}>
      {lent ? (
        <LoanCodeView code={lent.code} loanIds={lent.loanIds} onClose={onClose} />
      ) : (
        <LendForm
          boxes={chosen.boxes}
          leftOut={chosen.leftOut}
          onClose={onClose}
          onLent={(result) => {
            setLent(result)
            onLent?.()
          }}
        />
      )}
    </Dialog>
  )
}

function LendForm({
  boxes,
  leftOut,
  onLent,
  onClose,
}: {
  readonly boxes: readonly Box[]
  readonly leftOut: readonly string[]
  readonly onLent: (lent: Lent) => void
  readonly onClose: () => void
}) {
  const { core } = useTrackside()
  const say = useSay()
  const { t, time, now } = say
  const partners = usePartnersByLastDealing()
  const uses = useBoxUses(boxes)
  const used = uses.filter(({ use }) => isUsed(use))
  const [validity, setValidity] = useState<Validity>('1d')
  const [recipientId, setRecipientId] = useState<OrganisationId | ''>('')
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)

  const lend = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const result = await core.call('lend', {
        boxIds: boxes.map(({ id }) => id),
        validity,
        releaseFromEvent: used.length > 0,
        ...(recipientId === '' ? {} : { recipientId }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      })
      if (result.status === 'done') onLent(result)
      else setProblem(refusalSentence(say, result))
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault()
        void lend()
      }}
    >
      {boxes.length > 1 ? (
        <p className="mono">
          {serialsText(
            say,
            boxes.map(({ serial }) => serial),
          )}
        </p>
      ) : null}
      {leftOut.length === 0 ? null : (
        <Notice>{t('lend.leftOut', { count: leftOut.length, boxes: serialsText(say, leftOut) })}</Notice>
      )}
      <RadioCards
        label={t('lend.until')}
        value={validity}
        onChange={setValidity}
        cards={validitySchema.options.map((value) => ({
          value,
          label: t(`lend.validity.${value}`),
          detail: time.long(timePlus(now, VALIDITY_MS[value]), timePlus(now, -MINUTE_MS)),
        }))}
      />
      <Select
        label={t('lend.recipient')}
        description={t('lend.recipientHint')}
        value={recipientId}
        onChange={setRecipientId}
        options={[
          { value: '' as const, label: t('lend.anyone') },
          ...partners.map((partner) => ({ value: partner.id, label: `${partner.name} (${partner.number})` })),
        ]}
      />
      <Field
        label={t('lend.note')}
        description={t('lend.noteHint')}
        value={note}
        onChange={setNote}
        maxLength={NOTE_LENGTH}
      />
      {used.map(({ box, use }) => (
        <Notice key={box.id} level="warning">
          {inUseSentence(say, box, use)}
        </Notice>
      ))}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {lendWords(t, boxes, used)}
        </Button>
      </DialogButtons>
    </form>
  )
}

/** L2: what the box is in now, and so what it is taken off for. */
function inUseSentence({ t, nameOf }: Say, box: Box, use: BoxUse): string {
  const name = boxName(box)
  if (use.otherId !== undefined) {
    return t('lend.inOther', { box: name, organisation: nameOf(use.otherId) ?? t('refusal.organisationUnknown') })
  }
  if (use.event === undefined) return t('lend.inRun', { box: name })
  return t(use.run ? 'lend.inEventRun' : 'lend.inEvent', { box: name, event: use.event.name })
}

/** The button says what it takes: pressing it is the confirmation that L2 asks for. */
function lendWords(
  t: Say['t'],
  boxes: readonly Box[],
  used: readonly { readonly box: Box; readonly use: BoxUse }[],
): string {
  const [first] = boxes
  const [firstUsed] = used
  if (firstUsed === undefined) return t('lend.do', { count: boxes.length, box: first?.serial ?? '' })
  if (boxes.length > 1) {
    return t('lend.takeOffSeveral', { count: used.length, boxes: firstUsed.box.serial, total: boxes.length })
  }
  const { event } = firstUsed.use
  return event === undefined ? t('lend.takeOffRun') : t('lend.takeOff', { event: event.name })
}
