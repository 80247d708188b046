import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { Invitation } from '../../shared/records/invitation.ts'
import { Dialog } from '../ui/dialog.tsx'
import { CodeClosing, InvitationCodeView } from './invitation-code-view.tsx'
import { InviteForm } from './invite-form.tsx'

type Invited = Extract<CallResult<'invite'>, { status: 'done' }> & { readonly email: string }

/** O6: invites by address and role. The code shows once, so closing asks whether it was passed on. */
export function InviteDialog({ again, onClose }: { readonly again?: Invitation; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [invited, setInvited] = useState<Invited>()
  const [leaving, setLeaving] = useState(false)
  if (invited === undefined) {
    return (
      <Dialog
        title={again === undefined ? t('members.inviteTitle') : t('members.inviteAgainTitle', { email: again.email })}
        opened
        onClose={onClose}
      >
        <InviteForm again={again} onInvited={(email, result) => setInvited({ ...result, email })} onCancel={onClose} />
      </Dialog>
    )
  }
  if (leaving) {
    const back = () => setLeaving(false)
    return (
      <Dialog title={t('members.closeTitle')} opened onClose={back}>
        <CodeClosing email={invited.email} onBack={back} onClose={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog title={t('members.codeTitle', { email: invited.email })} opened wide onClose={() => setLeaving(true)}>
      <InvitationCodeView {...invited} onDone={() => setLeaving(true)} />
    </Dialog>
  )
}
