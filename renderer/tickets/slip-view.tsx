import type { Loan } from '../../shared/records/loan.ts'
import { boxName } from '../devices/device-item.ts'
import { useGive } from '../give/use-give.ts'
import { useCan, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { AnswerProps } from './answer-props.ts'
import { useLoans } from './loan-records.ts'
import type { Received } from './use-receiving.ts'
import './signed-view.css'

type Slip = Extract<Received, { status: 'slip' }>

/** A slip: what it was, and what changed by it. */
export function SlipView({ slip, onAgain, onClose }: AnswerProps & { readonly slip: Slip }) {
  const say = useSay()
  const { t } = say
  const viewer = useOrganisationId()
  const canTick = useCan('share.lend')
  const loans = useLoans(slip.loanIds)
  const isOwner = loans.some(({ ownerId }) => ownerId === viewer)
  return (
    <Dialog title={titleOf(t, slip)} opened onClose={onClose}>
      <Notice level="good">
        <span aria-hidden="true">✓ </span>
        {slipSentence(say, slip, loans, isOwner)}
      </Notice>
      {slip.form === 'return-slip' && isOwner && canTick ? <TickIn loans={loans} /> : null}
      <DialogButtons>
        <Button onClick={onAgain}>{t('scan.again')}</Button>
        <Button look="primary" data-autofocus onClick={onClose}>
          {t('lend.done')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

/** What a scanned slip changed, for the side that scanned it. */
export function slipSentence(say: Say, slip: Slip, loans: readonly Loan[], isOwner: boolean): string {
  const { t, time, now } = say
  const serials = loans.map(({ boxSerial }) => boxSerial)
  const words = {
    count: Math.max(1, loans.length),
    boxes: serials.length === 0 ? t('command.aBox') : serialsText(say, serials),
    partner: slip.partnerName === '' ? t('custody.partnerUnknown') : slip.partnerName,
  }
  switch (slip.form) {
    case 'receipt':
      return t('scan.receipt', words)
    case 'return-slip':
      return t(isOwner ? 'scan.returnOwner' : 'scan.returnOther', words)
    case 'extension-slip': {
      const end = loans[0] === undefined ? '' : time.long(loans[0].endsAt, now)
      return t(isOwner ? 'scan.extensionOwner' : 'scan.extension', { ...words, end })
    }
  }
}

function titleOf(t: Say['t'], { form, partnerName }: Slip): string {
  if (form === 'return-slip') return t('scan.returnTitle')
  if (form === 'extension-slip') return t('scan.extensionTitle')
  return t('scan.receiptTitle', { partner: partnerName })
}

/** L18: given back is a right; in the hands it is when somebody says so. */
function TickIn({ loans }: { readonly loans: readonly Loan[] }) {
  const say = useSay()
  const { t } = say
  const { give, problem, busy } = useGive()
  const out = loans.filter(({ endedAt, backAt }) => endedAt !== undefined && backAt === undefined)
  if (out.length === 0) return null
  const tickAll = () => {
    const serials = out.map(({ boxSerial }) => boxSerial)
    const commands = out.map(({ id }) => ({ type: 'confirmReturn' as const, args: { loanId: id } }))
    return give(commands, { said: t('giveBack.ticked', { count: out.length, boxes: serialsText(say, serials) }) })
  }
  return (
    <>
      <p>{t('scan.returnTick')}</p>
      <div className="signed-view-buttons">
        {out.length < 2 ? null : (
          <Button busy={busy} onClick={() => void tickAll()}>
            {t('giveBack.tickAll', { count: out.length })}
          </Button>
        )}
        {out.map((loan) => {
          const box = boxName({ serial: loan.boxSerial, alias: loan.boxAlias })
          const said = t('box.backDone', { box })
          const tick = () => give([{ type: 'confirmReturn', args: { loanId: loan.id } }], { said })
          return (
            <Button key={loan.id} busy={busy} onClick={() => void tick()}>
              {t('today.backOn', { box })}
            </Button>
          )
        })}
      </div>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </>
  )
}
