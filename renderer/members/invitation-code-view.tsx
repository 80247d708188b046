import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useDerived, useIdentity, useOrganisationId, useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { whoHas } from './people-rows.ts'
import './members.css'

/** The code, large enough to be read across a table, until when it works, and what to tell with it. */
export function InvitationCodeView({
  code,
  email,
  expiresAt,
  onDone,
}: {
  readonly code: string
  readonly email: string
  readonly expiresAt: string
  readonly onDone: () => void
}) {
  const { t } = useTranslation()
  const { time, now } = useSay()
  const organisation = useIdentity()?.organisation.name ?? ''
  const end = time.long(expiresAt, now)
  // The letter stays with the group that follows it.
  const groups = code.replace(/^(\S) /, '$1\u00a0').split(' ')
  return (
    <>
      <p className="visually-hidden">{t('members.code')}</p>
      <p className="invitation-code" data-testid="invitation-code" tabIndex={-1} ref={useFocusAtFirst()}>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a code stay where they are, and may be alike
          <span key={index}>{group} </span>
        ))}
      </p>
      <p>
        <b>{t('members.codeUntil', { end, in: time.relative(expiresAt, now) })}</b> {t('members.codeOnce')}
      </p>
      <div>
        <h3>{t('members.codeTell')}</h3>
        <ol className="members-steps">
          <li>{t('members.codeTellOpen')}</li>
          <li>{t('members.codeTellEnter')}</li>
        </ol>
      </div>
      <CodeState email={email} />
      <DialogButtons>
        <CopyButton text={code} label={t('members.codeCopy')} />
        <CopyButton text={t('members.codeMessage', { organisation, code, end })} label={t('members.codeCopyMessage')} />
        <Button look="primary" onClick={onDone}>
          {t('members.codeDone')}
        </Button>
      </DialogButtons>
    </>
  )
}

/** F2: made offline, the code has to reach the cloud before it works. */
function CodeState({ email }: { readonly email: string }) {
  const { t } = useTranslation()
  const organisationId = useOrganisationId()
  const invitation = useDerived(['invitation'], (records) => whoHas(records, organisationId, email).invitation, [
    organisationId,
    email,
  ])
  const unconfirmed = useUnconfirmed('invitation', invitation?.id)
  // Used or withdrawn in the meantime.
  if (invitation === undefined) return null
  if (unconfirmed) return <Notice level="warning">{t('members.codeNotYet')}</Notice>
  return <Notice level="good">{t('members.codeWorks')}</Notice>
}

/** The dialog stays while what it holds changes, and the button that had the focus is gone. */
function useFocusAtFirst<Element extends HTMLElement>() {
  const ref = useRef<Element>(null)
  useEffect(() => ref.current?.focus(), [])
  return ref
}

/** The last chance to go back to the code. */
export function CodeClosing({
  email,
  onBack,
  onClose,
}: {
  readonly email: string
  readonly onBack: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('members.closeText', { email })}</p>
      <DialogButtons>
        <Button ref={useFocusAtFirst()} onClick={onBack}>
          {t('members.closeBack')}
        </Button>
        <Button look="primary" onClick={onClose}>
          {t('members.closeDo')}
        </Button>
      </DialogButtons>
    </>
  )
}
