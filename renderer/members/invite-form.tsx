import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallResult } from '../../shared/desktop-api.ts'
import { TIMER } from '../../shared/permissions.ts'
import { emailSchema, type Invitation } from '../../shared/records/invitation.ts'
import type { RoleId } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { useDerived, useOrganisationId, useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { whoHas } from './people-rows.ts'
import { RoleChoice } from './role-choice.tsx'

type Done = Extract<CallResult<'invite'>, { status: 'done' }>

/** Address and role. What is known here already is said before anything is sent. */
export function InviteForm({
  again,
  onInvited,
  onCancel,
}: {
  /** The invitation that gets a new code; its address stays. */
  readonly again: Invitation | undefined
  readonly onInvited: (email: string, result: Done) => void
  readonly onCancel: () => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(again?.email ?? '')
  const [roleId, setRoleId] = useState<RoleId>(again?.roleId ?? TIMER.id)
  const [tried, setTried] = useState(false)
  const { invite, problem, busy } = useInvite(onInvited)
  const organisationId = useOrganisationId()
  const parsed = emailSchema.safeParse(typed)
  const email = parsed.success ? parsed.data : undefined
  const holder = useDerived(
    ['member', 'invitation'],
    (records) => (email === undefined ? {} : whoHas(records, organisationId, email)),
    [organisationId, email],
  )
  const wrong =
    holder.member === undefined
      ? tried && email === undefined && t('members.inviteEmailWrong')
      : t('members.inviteEmailMember', { name: holder.member.name })
  const submit = () => {
    setTried(true)
    if (email !== undefined && holder.member === undefined && !busy) void invite(email, roleId)
  }
  return (
    <form
      className="dialog-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {again === undefined ? (
        <Field
          label={t('members.inviteEmail')}
          description={t('members.inviteEmailHint')}
          kind="email"
          autoComplete="off"
          autoFocus
          maxLength={254}
          value={typed}
          onChange={setTyped}
          error={wrong || undefined}
        />
      ) : null}
      <RoleChoice value={roleId} onChange={setRoleId} />
      {holder.invitation === undefined ? null : <Notice level="warning">{t('members.inviteEmailOpen')}</Notice>}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {email === undefined
            ? t('members.inviteDoEmpty')
            : t(again === undefined ? 'members.inviteDo' : 'members.inviteAgainDo', { email })}
        </Button>
      </DialogButtons>
    </form>
  )
}

function useInvite(onInvited: (email: string, result: Done) => void) {
  const { core } = useTrackside()
  const say = useSay()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const invite = async (email: string, roleId: RoleId) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const result = await core.call('invite', { email, roleId })
      if (result.status === 'done') onInvited(email, result)
      else setProblem(refusalSentence(say, result))
    } catch (error) {
      setProblem(faultSentence(say.t, error))
    } finally {
      setBusy(false)
    }
  }
  return { invite, problem, busy }
}
