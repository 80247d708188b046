import { useState } from 'react'
import type { LoanId } from '../../shared/records/scalars.ts'
import { fileName } from '../tickets/loan-forms.ts'
import { useLoans } from '../tickets/loan-records.ts'
import { SignedView } from '../tickets/signed-view.tsx'
import { useSignedForm } from '../tickets/use-signed-form.ts'
import { Chips } from '../ui/chips.tsx'
import { Notice } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { slipParts } from './give-back-facts.ts'

/** What the owner scans, or gets as a file, so that it sees without internet what came back (F4). */
export function ReturnSlip({ loanIds, partner }: { readonly loanIds: readonly LoanId[]; readonly partner: string }) {
  const { t } = useSay()
  const [shown, setShown] = useState(0)
  const [parts] = useState(() => slipParts(loanIds))
  const part = parts[shown] ?? parts[0]
  if (part === undefined) return null
  return (
    <>
      {parts.length < 2 ? null : (
        <Chips
          label={t('giveBack.scanThis', { partner })}
          chips={parts.map((_, index) => ({
            id: String(index),
            label: t('giveBack.code', { number: index + 1, count: parts.length }),
          }))}
          value={String(shown)}
          onChange={(id) => setShown(Number(id))}
        />
      )}
      <SlipPart key={shown} loanIds={part} partner={partner} />
    </>
  )
}

function SlipPart({ loanIds, partner }: { readonly loanIds: readonly LoanId[]; readonly partner: string }) {
  const say = useSay()
  const { t } = say
  const loans = useLoans(loanIds)
  const text = useSignedForm('return-slip', loanIds)
  if (text === undefined) return null
  if (text === null) return <Notice level="warning">{t('ticket.none.return-slip')}</Notice>
  const serials = loans.map(({ boxSerial }) => boxSerial)
  return (
    <SignedView
      text={text}
      label={t('ticket.qr.return-slip', { what: serialsText(say, serials) })}
      file={fileName('return-slip', serials)}
    >
      <p className="give-back-scan">{t('giveBack.scanThis', { partner })}</p>
      <p className="mono">{serials.join(' ')}</p>
      <p>{t('giveBack.scanWhy', { count: serials.length })}</p>
      <p className="muted">{t('ticket.slipOptional')}</p>
    </SignedView>
  )
}
