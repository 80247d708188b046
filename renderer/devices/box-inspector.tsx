import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { useFormItems } from '../tickets/use-form-items.ts'
import { useDerived, useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { Notice } from '../ui/notices.tsx'
import { BoxActions } from './box-actions.tsx'
import { BoxFacts } from './box-facts.tsx'
import { BoxHistory } from './box-history.tsx'
import { BoxTelemetry } from './box-telemetry.tsx'
import { boxName } from './device-item.ts'
import { LoanNotes } from './loan-notes.tsx'

/** All about one box: whose it is until when, what can be done with it, what it is doing, what happened. */
export function BoxInspector({ boxId, onClose }: { readonly boxId: string; readonly onClose: () => void }) {
  const box = useRecord('box', boxId)
  if (box === undefined) return <GoneInspector boxId={boxId as BoxId} onClose={onClose} />
  return <HereInspector box={box} onClose={onClose} />
}

function HereInspector({ box, onClose }: { readonly box: Box; readonly onClose: () => void }) {
  const custody = useCustody(box)
  return (
    <Inspector name={boxName(box)} onClose={onClose} title={<BoxTitle {...box} />}>
      <CustodyTag facts={custody} size="board">
        <LoanNotes box={box} custody={custody} />
      </CustodyTag>
      <BoxActions box={box} custody={custody} />
      <BoxFacts box={box} custody={custody} />
      <BoxTelemetry boxId={box.id} />
      <BoxHistory boxId={box.id} />
    </Inspector>
  )
}

/** F1, L16: what happened with a box stays readable when the box is gone. Its loans still know its name. */
function GoneInspector({ boxId, onClose }: { readonly boxId: BoxId; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const loan = useDerived(['loan'], (records) => records.where('loan', 'boxId', boxId).at(-1), [boxId])
  const names = loan && { serial: loan.boxSerial, alias: loan.boxAlias }
  const title = names ? <BoxTitle {...names} /> : t('box.goneTitle')
  return (
    <Inspector name={names ? boxName(names) : t('box.goneTitle')} title={title} onClose={onClose}>
      <Notice>
        {names ? <b>{t('box.goneTitle')}. </b> : null}
        {t('box.goneText')}
      </Notice>
      {loan === undefined ? null : <GoneForms loan={loan} />}
      <BoxHistory boxId={boxId} />
    </Inspector>
  )
}

/** What was given back may still have to be shown to its owner. */
function GoneForms({ loan }: { readonly loan: Loan }) {
  const items = useFormItems(loan)
  if (items.length === 0) return null
  return (
    <div className="box-actions-row">
      {items.map(({ label, onChoose }) => (
        <Button key={label} onClick={onChoose}>
          {label}
        </Button>
      ))}
    </div>
  )
}

function BoxTitle({ serial, alias }: { readonly serial: string; readonly alias: string }) {
  if (alias === '') return <span className="mono">{serial}</span>
  return (
    <>
      {alias} <span className="mono muted inspector-serial">{serial}</span>
    </>
  )
}
