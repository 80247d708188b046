import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AskToGive } from '../give/ask-to-give.tsx'
import { useWhyNot } from '../give/use-why-not.ts'
import { useWanted } from '../palette/palette-context.ts'
import { placeHref } from '../router.ts'
import { useDerived, useIdentity } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { type LaptopRow, runsOf } from './laptop-rows.ts'
import { laptopState, memberName } from './laptops-columns.tsx'
import { revocationLines } from './removal-words.ts'
import { RenameLaptopForm } from './rename-laptop-form.tsx'
import { WhyNotLine } from './why-not-line.tsx'

/** One laptop: whose, when it was last seen, and the way to shut it out. */
export function LaptopInspector({ row, onClose }: { readonly row: LaptopRow; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const say = useSay()
  const { laptop, member, isThis } = row
  const organisation = useIdentity()?.organisation.name ?? ''
  const runs = useDerived(['session'], (records) => runsOf(records, laptop.memberId), [laptop.memberId])
  const [revoking, setRevoking] = useState(false)
  const missing = useWhyNot('member.manage')
  const isRevoked = laptop.revokedAt !== undefined
  const whyNot = missing ?? (isRevoked ? t('members.revokedAlready') : undefined)
  useWanted(laptop.id, whyNot === undefined ? ['revoke-laptop'] : [], () => setRevoking(true))
  const words = { laptop: laptop.name }
  const revocation = {
    title: t('members.revokeTitle', words),
    lines: revocationLines(say, row, organisation, runs),
    act: t('members.revoke', words),
    commands: [{ type: 'revokeInstallation', args: { installationId: laptop.id } }] as const,
    said: t('members.revokeDone', words),
  }
  return (
    <Inspector name={laptop.name} title={laptop.name} onClose={onClose}>
      {isThis ? <p className="muted">{t('members.revokeThis')}</p> : null}
      {row.confirmed ? null : <Notice>{t('members.notConfirmedLine')}</Notice>}
      <Facts
        facts={[
          [
            t('members.laptopColumn.member'),
            member === undefined ? (
              memberName(t, row)
            ) : (
              <a key="member" href={placeHref('members', member.id)}>
                {member.name}
              </a>
            ),
          ],
          [
            t('members.laptopColumn.seen'),
            `${say.time.past(laptop.lastSeenAt, say.now)} (${say.time.relative(laptop.lastSeenAt, say.now)})`,
          ],
          [t('members.laptopColumn.state'), laptopState(say, row)],
        ]}
      />
      {isThis ? <RenameLaptopForm name={laptop.name} /> : null}
      <div className="members-acts">
        <Button look="danger" whyNot={whyNot} onClick={() => setRevoking(true)}>
          {t('members.revoke', words)}
        </Button>
      </div>
      <WhyNotLine>{whyNot}</WhyNotLine>
      <AskToGive asked={revoking ? revocation : undefined} onClose={() => setRevoking(false)} />
    </Inspector>
  )
}
