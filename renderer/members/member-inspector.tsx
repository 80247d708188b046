import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWhyNot } from '../give/use-why-not.ts'
import { useWanted } from '../palette/palette-context.ts'
import { placeHref } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { ChangeRoleDialog } from './change-role-dialog.tsx'
import type { MemberRow } from './people-rows.ts'
import { RemoveMemberDialog } from './remove-member-dialog.tsx'
import { roleSentence } from './role-words.ts'
import { WhyNotLine } from './why-not-line.tsx'

/** One member: role, laptops, and what an administrator does with them. */
export function MemberInspector({ row, onClose }: { readonly row: MemberRow; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const say = useSay()
  const { member, isYou, isLastAdmin, role } = row
  const [asking, setAsking] = useState<'role' | 'remove'>()
  const missing = useWhyNot('member.manage')
  const whyNot = missing ?? (isLastAdmin ? t('members.lastAdmin', { name: member.name }) : undefined)
  useWanted(member.id, whyNot === undefined ? ['member-role', 'remove-member'] : [], (act) =>
    setAsking(act === 'member-role' ? 'role' : 'remove'),
  )
  const close = () => setAsking(undefined)
  return (
    <Inspector
      name={member.name}
      title={isYou ? t('members.thisIsYou', { name: member.name }) : member.name}
      onClose={onClose}
    >
      {row.confirmed ? null : <Notice>{t('members.notConfirmedLine')}</Notice>}
      <Facts
        facts={[
          [t('members.column.email'), member.email],
          [t('members.column.role'), roleSentence(say, role)],
          [t('members.column.laptops'), <Laptops key="laptops" row={row} />],
        ]}
      />
      <div className="members-acts">
        <Button whyNot={whyNot} onClick={() => setAsking('role')}>
          {t('members.changeRole')}
        </Button>
        <Button look="danger" whyNot={whyNot} onClick={() => setAsking('remove')}>
          {t('members.remove', { name: member.name })}
        </Button>
      </div>
      <WhyNotLine>{whyNot}</WhyNotLine>
      {asking === 'role' ? <ChangeRoleDialog row={row} onClose={close} /> : null}
      {asking === 'remove' ? <RemoveMemberDialog row={row} onClose={close} onDone={onClose} /> : null}
    </Inspector>
  )
}

function Laptops({ row: { laptops } }: { readonly row: MemberRow }) {
  const { t, time, now } = useSay()
  if (laptops.length === 0) return <>{t('members.noLaptop')}</>
  return (
    <ul className="members-lines">
      {laptops.map((laptop) => (
        <li key={laptop.id}>
          <a href={placeHref('laptops', laptop.id)}>{laptop.name}</a>
          <span className="muted small"> {time.past(laptop.lastSeenAt, now)}</span>
        </li>
      ))}
    </ul>
  )
}
