import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../shared/records/invitation.ts'
import { AskToGive } from '../give/ask-to-give.tsx'
import { useWhyNot } from '../give/use-why-not.ts'
import { useWanted } from '../palette/palette-context.ts'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { type InvitationRow, isExpired } from './people-rows.ts'
import { roleSentence } from './role-words.ts'
import { WhyNotLine } from './why-not-line.tsx'

/** One open invitation: until when, and a new code where the first is lost or ran out (O6). */
export function InvitationInspector({
  row,
  onInviteAgain,
  onClose,
}: {
  readonly row: InvitationRow
  /** The new code outlives this inspector: the invitation that it shows is replaced. */
  readonly onInviteAgain: (invitation: Invitation) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const say = useSay()
  const { time, now } = say
  const { invitation, confirmed } = row
  const { email } = invitation
  const [withdrawing, setWithdrawing] = useState(false)
  const whyNot = useWhyNot('member.manage')
  useWanted(invitation.id, whyNot === undefined ? ['withdraw-invitation'] : [], () => setWithdrawing(true))
  const ranOut = isExpired(invitation, now)
  const withdrawal = {
    title: t('members.withdrawTitle', { email }),
    lines: [t('members.withdrawText', { email })],
    act: t('members.withdraw'),
    commands: [{ type: 'withdrawInvitation', args: { invitationId: invitation.id } }] as const,
    said: t('members.withdrawDone', { email }),
    onDone: onClose,
  }
  return (
    <Inspector name={t('members.invitationOf', { email })} title={email} onClose={onClose}>
      {confirmed ? null : <Notice level="warning">{t('members.codeNotYet')}</Notice>}
      <Facts
        facts={[
          [t('members.state'), t(ranOut ? 'members.stateRanOut' : 'members.stateOpen')],
          [t('members.column.role'), roleSentence(say, row.role)],
          [t('members.made'), time.past(invitation.createdAt, now)],
          [t('members.ends'), `${time.long(invitation.expiresAt, now)} (${time.relative(invitation.expiresAt, now)})`],
        ]}
      />
      <div className="members-acts">
        <Button whyNot={whyNot} onClick={() => onInviteAgain(invitation)}>
          {t('members.againInvite')}
        </Button>
        <Button look="danger" whyNot={whyNot} onClick={() => setWithdrawing(true)}>
          {t('members.withdraw')}
        </Button>
      </div>
      <WhyNotLine>{whyNot}</WhyNotLine>
      <AskToGive asked={withdrawing ? withdrawal : undefined} onClose={() => setWithdrawing(false)} />
    </Inspector>
  )
}
