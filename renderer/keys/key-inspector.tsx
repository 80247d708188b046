import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { WhyNotLine } from '../members/why-not-line.tsx'
import { placeHref } from '../router.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Facts } from '../ui/facts.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { useSay } from '../words/say.tsx'
import { type KeyRow, usedWords } from './key-rows.ts'

/** One key: what it may, since when, and the way to shut it out. The key itself isn't known here. */
export function KeyInspector({
  row: { key, scope },
  onClose,
  onRevoked,
}: {
  readonly row: KeyRow
  readonly onClose: () => void
  readonly onRevoked: () => void
}) {
  const say = useSay()
  const { t, time, now } = say
  const [revoking, setRevoking] = useState(false)
  const whyNot = useWhyNot('member.manage')
  return (
    <Inspector name={key.name} title={key.name} onClose={onClose}>
      <Facts
        facts={[
          [t('keys.column.access'), t(`keys.access.${key.access}`)],
          [
            t('keys.column.scope'),
            key.boxId === undefined ? (
              scope
            ) : (
              <a key="box" href={placeHref('devices', key.boxId)}>
                {scope}
              </a>
            ),
          ],
          [t('keys.column.created'), time.past(key.createdAt, now)],
          [t('keys.column.used'), usedWords(say, key)],
        ]}
      />
      <div className="members-acts">
        <Button look="danger" whyNot={whyNot} onClick={() => setRevoking(true)}>
          {t('keys.revoke', { name: key.name })}
        </Button>
      </div>
      <WhyNotLine>{whyNot}</WhyNotLine>
      {revoking ? <Revoking row={{ key, scope }} onClose={() => setRevoking(false)} onRevoked={onRevoked} /> : null}
    </Inspector>
  )
}

function Revoking({
  row: { key },
  onClose,
  onRevoked,
}: {
  readonly row: KeyRow
  readonly onClose: () => void
  readonly onRevoked: () => void
}) {
  const { t } = useTranslation()
  const say = useSay()
  const { core } = useTrackside()
  const [problem, setProblem] = useState<string>()
  const revoke = async () => {
    setProblem(undefined)
    try {
      const { status } = await core.call('revokeApiKey', { id: key.id })
      if (status !== 'done') {
        setProblem(t(`keys.revokeFailed.${status}`))
        return false
      }
      tellDone(t, t('keys.revoked', { name: key.name }))
      onRevoked()
      return true
    } catch (error) {
      setProblem(faultSentence(t, error))
      return false
    }
  }
  return (
    <ConfirmDialog
      title={t('keys.revokeTitle', { name: key.name })}
      act={t('keys.revoke', { name: key.name })}
      problem={problem}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{t('keys.revokeText')}</p>
      {key.lastUsedAt === undefined ? null : <p>{t('keys.revokeUsed', { when: usedWords(say, key) })}</p>}
    </ConfirmDialog>
  )
}
