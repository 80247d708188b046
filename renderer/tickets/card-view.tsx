import { useCan } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { AnswerProps } from './answer-props.ts'
import { useDoor } from './door-context.ts'
import type { Received } from './use-receiving.ts'

export type CardPartner = Extract<Received, { status: 'card' }>['partner']

/** A partner's card: who it is, by the certified name, and the way to lend to them (L15, O8). */
export function CardView({ partner, onAgain, onClose }: AnswerProps & { readonly partner: CardPartner }) {
  const { t } = useSay()
  const door = useDoor()
  const canLend = useCan('share.lend')
  const words = { partner: partner.name }
  return (
    <Dialog title={t('scan.cardTitle', words)} opened onClose={onClose}>
      <Notice level="good">
        <PartnerShown partner={partner} />
      </Notice>
      <p>{t('scan.cardText', words)}</p>
      <DialogButtons>
        <Button onClick={onAgain}>{t('scan.again')}</Button>
        {canLend ? (
          <Button look="primary" data-autofocus onClick={() => door.lendTo(partner.organisationId)}>
            {t('scan.cardLend', words)}
          </Button>
        ) : null}
      </DialogButtons>
    </Dialog>
  )
}

/** Name, number, and since when they are known here. */
function PartnerShown({ partner }: { readonly partner: CardPartner }) {
  const { t, time, now } = useSay()
  const words = { partner: partner.name, number: partner.number }
  const { knownSince, contact } = partner
  return (
    <>
      <p>
        <span aria-hidden="true">✓ </span>
        <b>
          {knownSince === undefined
            ? t('scan.firstTime', words)
            : t('scan.since', { ...words, since: time.day(knownSince.slice(0, 10), now) })}
        </b>
      </p>
      {contact === undefined ? null : <p>{t('scan.contact', { contact })}</p>}
      {knownSince === undefined ? <p>{t('scan.firstTimeWhy')}</p> : null}
    </>
  )
}
