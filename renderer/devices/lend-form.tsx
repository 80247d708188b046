import { useState } from 'react'
import type { Box } from '../../shared/records/box.ts'
import { VALIDITY_MS, type Validity, validitySchema } from '../../shared/records/loan.ts'
import { type LoanId, type OrganisationId, timePlus } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { CardScanner } from '../tickets/card-scanner.tsx'
import type { CardPartner } from '../tickets/card-view.tsx'
import { isOnline } from '../tickets/is-online.ts'
import { useLendingTerms, useTicketNotice, whyNotValidity } from '../tickets/lending-terms.ts'
import { type Whom, WhomChoice } from '../tickets/whom-choice.tsx'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { refusalSentence, serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import { type BoxUse, isUsed, useBoxUses } from './box-use.ts'
import { boxName } from './device-item.ts'
import { LeftOutNotice } from './left-out.tsx'
import type { LeftOut } from './ticked-facts.ts'
import { usePartnersByLastDealing } from './use-partners.ts'

const MINUTE_MS = 60_000
const NOTE_LENGTH = 80

export interface Lent {
  readonly code: string
  readonly ticket: string | null
  readonly loanIds: readonly LoanId[]
}

/** Until when, and for whom; the partner last dealt with and one day are chosen already (ux 8). */
export function LendForm({
  boxes,
  leftOut,
  recipientId,
  met,
  isScanning,
  onScan,
  onMet,
  onLent,
  onClose,
}: {
  readonly boxes: readonly Box[]
  readonly leftOut: readonly LeftOut[]
  readonly recipientId: OrganisationId | undefined
  /** Whose card was scanned here. */
  readonly met: CardPartner | undefined
  readonly isScanning: boolean
  readonly onScan: (isOn: boolean) => void
  readonly onMet: (partner: CardPartner) => void
  readonly onLent: (lent: Lent) => void
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const partners = usePartnersByLastDealing()
  const used = useBoxUses(boxes).filter(({ use }) => isUsed(use))
  const terms = useLendingTerms()
  const [validity, setValidity] = useState<Validity>('1d')
  const [whom, setWhom] = useState<Whom>(recipientId ?? partners[0]?.id ?? 'anyone')
  const [note, setNote] = useState('')
  const { lend, problem, busy } = useLend(onLent)
  const ticketNotice = useTicketNotice(terms, validity)
  if (isScanning) {
    const taken = (partner: CardPartner) => {
      onMet(partner)
      setWhom(partner.organisationId)
      onScan(false)
    }
    return <CardScanner onCard={taken} onBack={() => onScan(false)} />
  }
  const strangers = new Set(met && met.knownSince === undefined ? [met.organisationId] : [])
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault()
        void lend({
          boxIds: boxes.map(({ id }) => id),
          validity,
          releaseFromEvent: used.length > 0,
          ...(whom === 'anyone' ? {} : { recipientId: whom }),
          ...(note.trim() === '' ? {} : { note: note.trim() }),
        })
      }}
    >
      <Which boxes={boxes} leftOut={leftOut} />
      <ValidityChoice terms={terms} value={validity} onChange={setValidity} />
      {ticketNotice === undefined ? null : <Notice level="warning">{ticketNotice}</Notice>}
      <WhomChoice
        partners={partners}
        strangers={strangers}
        value={whom}
        onChange={setWhom}
        onScan={() => onScan(true)}
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

function useLend(onLent: (lent: Lent) => void) {
  const { core } = useTrackside()
  const say = useSay()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const lend = async (args: Parameters<typeof core.call<'lend'>>[1]) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const result = await core.call('lend', args)
      if (result.status === 'done') onLent({ code: result.code, ticket: result.ticket, loanIds: result.loanIds })
      else setProblem(refusalSentence(say, result))
    } catch (error) {
      setProblem(faultSentence(say.t, error))
    } finally {
      setBusy(false)
    }
  }
  return { lend, problem, busy }
}

function Which({ boxes, leftOut }: { readonly boxes: readonly Box[]; readonly leftOut: readonly LeftOut[] }) {
  const say = useSay()
  const serials = boxes.map(({ serial }) => serial)
  return (
    <>
      {boxes.length > 1 ? <p className="mono">{serialsText(say, serials)}</p> : null}
      <LeftOutNotice fit={boxes.length} leftOut={leftOut} />
    </>
  )
}

/** L1. One that a QR code of this laptop can't last is disabled offline, saying why. */
function ValidityChoice({
  terms,
  value,
  onChange,
}: {
  readonly terms: ReturnType<typeof useLendingTerms>
  readonly value: Validity
  readonly onChange: (validity: Validity) => void
}) {
  const say = useSay()
  const { t, time, now } = say
  const isOffline = useTracksideState((state) => !isOnline(state.status?.connection))
  return (
    <RadioCards
      label={t('lend.until')}
      value={value}
      onChange={onChange}
      autoFocus
      cards={validitySchema.options.map((validity) => ({
        value: validity,
        label: t(`lend.validity.${validity}`),
        detail: time.long(timePlus(now, VALIDITY_MS[validity]), timePlus(now, -MINUTE_MS)),
        whyNot: whyNotValidity(say, terms, isOffline, validity),
      }))}
    />
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
