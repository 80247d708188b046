import { useTranslation } from 'react-i18next'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { membersOf } from '../members/people-rows.ts'
import { rolesOf } from '../members/role-facts.ts'
import { placeHref } from '../router.ts'
import { useDerived } from '../trackside.tsx'
import './people-section.css'

/** The way to the organisation's members, roles, laptops and keys, with how many there are. */
export function PeopleSection({ organisationId }: { readonly organisationId: OrganisationId }) {
  const { t } = useTranslation()
  const counts = useDerived(
    ['member', 'invitation', 'role', 'installation'],
    (records) => ({
      members: membersOf(records, organisationId).length,
      invited: [...records.all('invitation')].length,
      roles: rolesOf(records, organisationId).length,
      laptops: [...records.all('installation')].filter(({ revokedAt }) => revokedAt === undefined).length,
    }),
    [organisationId],
  )
  const invited = counts.invited === 0 ? '' : `, ${t('settings.peopleInvited', { count: counts.invited })}`
  const links = [
    { screen: 'members', count: `${t('settings.peopleMembers', { count: counts.members })}${invited}` },
    { screen: 'roles', count: t('settings.peopleRoles', { count: counts.roles }) },
    { screen: 'laptops', count: t('settings.peopleLaptops', { count: counts.laptops }) },
    { screen: 'keys', count: t('settings.peopleKeys') },
  ] as const
  return (
    <section className="settings-section" aria-labelledby="settings-people">
      <h2 id="settings-people">{t('members.tabs')}</h2>
      <ul className="people-links">
        {links.map(({ screen, count }) => (
          <li key={screen}>
            <a className="people-link" href={placeHref(screen)}>
              <b>{t(`members.tab.${screen}`)}</b>
              <span className="muted">{count}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
