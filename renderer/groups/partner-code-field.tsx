import { useTranslation } from 'react-i18next'
import { CODE_LENGTHS, type CodeReading } from '../devices/typed-code.ts'
import { goTo } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { type Say, useSay } from '../words/say.tsx'
import type { CodeOwner } from './use-code-owner.ts'

/** G5: a partner's code, and whose it is before anything is shared by it. */
export function PartnerCodeField({
  typed,
  reading,
  tried,
  owner,
  onChange,
  onAgain,
  onBorrow,
}: {
  readonly typed: string
  readonly reading: CodeReading
  /** The person said that this is all of it. */
  readonly tried: boolean
  readonly owner: CodeOwner | undefined
  readonly onChange: (typed: string) => void
  readonly onAgain: () => void
  /** A loan code: opens the dialog where it belongs. */
  readonly onBorrow: () => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <Field
        label={t('share.code')}
        description={t('share.codeHint')}
        mono
        autoFocus
        autoComplete="off"
        value={typed}
        onChange={onChange}
        error={codeProblem(t, reading, tried)}
      />
      {reading.kind === 'good' ? null : (
        <p className="muted small" aria-hidden="true">
          {t('share.codeProgress', { count: Math.min(reading.length, CODE_LENGTHS['sharing-code']) })}
        </p>
      )}
      <OtherCode reading={reading} onBorrow={onBorrow} />
      {owner === undefined ? null : <Owner owner={owner} onAgain={onAgain} />}
    </>
  )
}

/** Another kind of code: what it is, where it belongs, and the way there. */
function OtherCode({ reading, onBorrow }: { readonly reading: CodeReading; readonly onBorrow: () => void }) {
  const { t } = useTranslation()
  if (reading.kind !== 'good') return null
  switch (reading.code.kind) {
    case 'token':
      return (
        <Notice level="warning" action={<Button onClick={onBorrow}>{t('share.codeIsLoanGo')}</Button>}>
          {t('share.codeIsLoan')}
        </Notice>
      )
    case 'invitation':
      return (
        <Notice
          level="warning"
          action={<Button onClick={() => goTo('settings')}>{t('share.codeIsInvitationGo')}</Button>}
        >
          {t('share.codeIsInvitation')}
        </Notice>
      )
    case 'sharing-code':
      return null
  }
}

function Owner({ owner, onAgain }: { readonly owner: CodeOwner; readonly onAgain: () => void }) {
  const { t, time, now } = useSay()
  const again = <Button onClick={onAgain}>{t('share.lookAgain')}</Button>
  switch (owner.status) {
    case 'looking':
      return <Notice>{t('share.looking')}</Notice>
    case 'found':
      return (
        <Notice level={owner.knownSince === undefined ? 'warning' : 'good'}>
          <b>{t('share.owner', { name: owner.name, number: owner.number })}</b>
          <p>
            {owner.knownSince === undefined
              ? t('share.ownerFirst')
              : t('share.ownerSince', { since: time.day(owner.knownSince.slice(0, 10), now) })}
          </p>
        </Notice>
      )
    case 'unknown':
      return <InlineError>{t('share.unknown')}</InlineError>
    case 'own':
      return <InlineError>{t('share.own')}</InlineError>
    case 'no-cloud':
      return (
        <Notice level="warning" action={again}>
          {t('share.noCloud')}
        </Notice>
      )
    case 'too-many':
      return <InlineError action={again}>{t('share.tooMany', { seconds: Math.ceil(owner.retryAfterS) })}</InlineError>
  }
}

/** While somebody is still typing, only what can't become right is said. */
function codeProblem(t: Say['t'], reading: CodeReading, tried: boolean): string | undefined {
  switch (reading.kind) {
    case 'stranger':
      return t('share.codeNotInCode', { character: reading.character })
    case 'mistyped':
      return t('share.codeMistyped')
    case 'long':
      return t('share.codeLong', { count: reading.length })
    case 'short':
      return tried
        ? t(reading.length === 0 ? 'share.codeMissing' : 'share.codeShort', { count: reading.length })
        : undefined
    case 'good':
      return undefined
  }
}
