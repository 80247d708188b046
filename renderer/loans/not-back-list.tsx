import { type FormEvent, useRef, useState } from 'react'
import type { Loan } from '../../shared/records/loan.ts'
import { looksSigned } from '../../shared/tickets/signed.ts'
import { otherSideOf } from '../custody/custody-facts.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { boxName } from '../devices/device-item.ts'
import { positionText } from '../devices/telemetry-words.ts'
import { useGive } from '../give/use-give.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { useScanSound } from '../scan/scan-sound.ts'
import { useTypedInto } from '../scan/use-typed-into.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useRecord, useTelemetry } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { phoneText } from '../words/phone-text.ts'
import { serialsText } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import type { LoanListProps, LoanRow } from './loan-rows.ts'
import { scannedLoan, telHref, tickIn } from './not-back-facts.ts'
import './not-back.css'

/** L18: own boxes whose loan is over, with whom to call, to be ticked or scanned in, singly or many at once. */
export function NotBackList({ rows, opened, onOpen }: LoanListProps) {
  const say = useSay()
  const { t } = say
  const whyNot = useWhyNot('share.lend')
  const { give, problem, busy } = useGive()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.filter(({ loan }) => ticked.has(loan.id)).map(({ loan }) => loan)
  const tick = (loans: readonly Loan[]) => {
    const serials = loans.map(({ boxSerial }) => boxSerial)
    return give(tickIn(loans), {
      said: t('giveBack.ticked', { count: loans.length, boxes: serialsText(say, serials) }),
    })
  }
  const toggle = (id: string) =>
    setTicked(new Set(ticked.has(id) ? [...ticked].filter((other) => other !== id) : [...ticked, id]))
  return (
    <div className="not-back">
      {whyNot === undefined ? <TickField loans={rows.map(({ loan }) => loan)} onTick={tick} /> : null}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <ul className="not-back-list" aria-label={t('giveBack.notBackList')}>
        {rows.map((row) => (
          <NotBackRow
            key={row.loan.id}
            row={row}
            isOpened={opened === row.loan.id}
            ticked={ticked.has(row.loan.id)}
            busy={busy}
            whyNot={whyNot}
            onToggle={() => toggle(row.loan.id)}
            onOpen={() => onOpen(row.loan.id)}
            onTick={() => void tick([row.loan])}
          />
        ))}
      </ul>
      {rows.length < 2 ? null : (
        <div className="not-back-foot">
          <Button
            look="primary"
            busy={busy}
            whyNot={whyNot ?? (chosen.length === 0 ? t('giveBack.tickNone') : undefined)}
            onClick={() => void tick(chosen)}
          >
            {t('giveBack.tickMany', { count: chosen.length })}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A scanner, or fingers: a serial and Enter ticks the box in at once. */
function TickField({
  loans,
  onTick,
}: {
  readonly loans: readonly Loan[]
  readonly onTick: (loans: readonly Loan[]) => Promise<boolean>
}) {
  const { t } = useSay()
  const door = useDoor()
  const sound = useScanSound()
  const inputRef = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  useTypedInto(inputRef)
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault()
    const text = typed.trim()
    if (text === '') return
    setTyped('')
    setError(undefined)
    if (looksSigned(text)) return door.receive({ first: { kind: 'text', text, by: 'scanner' } })
    const loan = scannedLoan(loans, text)
    if (loan === undefined) setError(t('giveBack.unknown', { text: text.slice(0, 40) }))
    sound(loan !== undefined && (await onTick([loan])) ? 'good' : 'bad')
  }
  return (
    <form className="not-back-field" onSubmit={(submitted) => void submit(submitted)}>
      <Field
        ref={inputRef}
        label={t('giveBack.tickField')}
        mono
        autoComplete="off"
        value={typed}
        onChange={setTyped}
        error={error}
      />
    </form>
  )
}

function NotBackRow({
  row: { loan, facts },
  isOpened,
  ticked,
  busy,
  whyNot,
  onToggle,
  onOpen,
  onTick,
}: {
  readonly row: LoanRow
  readonly isOpened: boolean
  readonly ticked: boolean
  readonly busy: boolean
  readonly whyNot: string | undefined
  readonly onToggle: () => void
  readonly onOpen: () => void
  readonly onTick: () => void
}) {
  const { t } = useSay()
  const box = boxName({ serial: loan.boxSerial, alias: loan.boxAlias })
  return (
    <li className="not-back-row" data-opened={isOpened || undefined}>
      <input type="checkbox" aria-label={t('giveBack.tickBox', { box })} checked={ticked} onChange={onToggle} />
      <button type="button" className="not-back-name" aria-current={isOpened || undefined} onClick={onOpen}>
        <span className="mono">{loan.boxSerial}</span>
        {loan.boxAlias === '' ? null : <span>{loan.boxAlias}</span>}
      </button>
      <CustodyTag facts={facts} size="line" />
      <WhomToCall loan={loan} />
      <Button aria-label={t('today.backOn', { box })} busy={busy} whyNot={whyNot} onClick={onTick}>
        {t('box.itIsBack')}
      </Button>
    </li>
  )
}

/** O9: who has it, since when, and where it was last heard of. */
function WhomToCall({ loan }: { readonly loan: Loan }) {
  const { t, time, now } = useSay()
  const partner = useRecord('partner', otherSideOf(loan))
  const telemetry = useTelemetry(loan.boxId)
  const name = partner?.name ?? t('custody.partnerUnknown')
  const position = telemetry && positionText(telemetry)
  const when = telemetry === undefined ? '' : time.past(telemetry.receivedAt, now)
  return (
    <div className="not-back-call">
      <span>{t('giveBack.overSince', { when: time.long(loan.endedAt ?? loan.endsAt, now) })}</span>
      {partner?.contactPhone === undefined ? (
        <span>{t('giveBack.noContact', { partner: name })}</span>
      ) : (
        <a href={telHref(partner.contactPhone)}>
          {t('giveBack.call', { name: partner.contactName ?? name, phone: phoneText(partner.contactPhone) })}
        </a>
      )}
      {telemetry === undefined ? null : (
        <span className="small">
          {position ? t('giveBack.heardAt', { when, position }) : t('giveBack.heard', { when })}
        </span>
      )}
    </div>
  )
}
