import type { Loan } from '../../shared/records/loan.ts'
import type { LoanId } from '../../shared/records/scalars.ts'
import { boxName } from '../devices/device-item.ts'
import { useIdentity, useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Facts } from '../ui/facts.tsx'
import { phoneText } from '../words/phone-text.ts'
import { useSay } from '../words/say.tsx'
import { askMessage } from './ask-time-words.ts'
import { useDoor } from './door-context.ts'

/** *Ask for more time*: whom to call (O9), what to write, and the way to take the new end without internet. */
export function AskTimeDialog({ loanId, onClose }: { readonly loanId: LoanId; readonly onClose: () => void }) {
  const loan = useRecord('loan', loanId)
  return loan === undefined ? null : <Asking loan={loan} onClose={onClose} />
}

function Asking({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const say = useSay()
  const { t, time, now, nameOf } = say
  const door = useDoor()
  const identity = useIdentity()
  const partner = nameOf(loan.ownerId) ?? t('custody.partnerUnknown')
  const isOver = loan.endedAt !== undefined
  const words = {
    box: boxName({ serial: loan.boxSerial, alias: loan.boxAlias }),
    end: time.long(loan.endedAt ?? loan.endsAt, now),
    in: time.relative(loan.endsAt, now),
  }
  const asker = { member: identity?.member.name ?? '', organisation: identity?.organisation.name ?? '' }
  const message = askMessage(say, loan, asker)
  return (
    <Dialog title={t('ticket.askTitle', { partner })} opened onClose={onClose}>
      <p>{t(isOver ? 'ticket.askEnded' : 'ticket.askEnds', words)}</p>
      <Facts
        facts={[
          [t('ticket.askCall'), <Contact key="call" loan={loan} partner={partner} />],
          [t('ticket.askMessage'), message],
        ]}
      />
      {isOver ? null : <p className="muted">{t('ticket.askHow')}</p>}
      <DialogButtons>
        <Button onClick={() => door.receive()}>
          {t(isOver ? 'ticket.askScanNew' : 'ticket.askScan', { partner })}
        </Button>
        <CopyButton text={message} label={t('ticket.askCopy')} />
        <Button look="primary" data-autofocus onClick={onClose}>
          {t('lend.done')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

function Contact({ loan, partner }: { readonly loan: Loan; readonly partner: string }) {
  const { t } = useSay()
  const { contactName, contactPhone } = useRecord('partner', loan.ownerId) ?? {}
  const contact = [contactName, contactPhone && phoneText(contactPhone)].filter((part) => part !== undefined).join(', ')
  return contact === '' ? t('ticket.askNoContact', { partner }) : contact
}
