import { useTranslation } from 'react-i18next'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { boxesCounted } from '../../shared/rules/allowance.ts'
import { placeHref } from '../router.ts'
import { useDerived, useRecord } from '../trackside.tsx'
import { Facts } from '../ui/facts.tsx'
import { ContactForm } from './contact-form.tsx'

/** O1, L6, O9: the plan and what fills it, and whom a partner calls. */
export function OrganisationSection({ organisationId }: { readonly organisationId: OrganisationId }) {
  const { t } = useTranslation()
  const organisation = useRecord('organisation', organisationId)
  const used = useDerived(['box'], (records) => boxesCounted(records, organisationId).length, [organisationId])
  if (organisation === undefined) return null
  const { name, number, plan, allowance } = organisation
  return (
    <section className="settings-section" aria-labelledby="settings-organisation">
      <h2 id="settings-organisation">{t('settings.organisation')}</h2>
      <Facts
        facts={[
          [t('settings.organisationName'), t('settings.organisationNumber', { name, number })],
          [
            t('settings.plan'),
            <>
              {allowance === null
                ? t('settings.allowanceFree', { plan, used })
                : t('settings.allowance', { plan, used, count: allowance })}
              {allowance === null ? null : (
                <meter className="settings-meter" aria-hidden="true" min={0} max={allowance} value={used} />
              )}
              <span className="muted small settings-below">{t('settings.allowanceWhy')}</span>
            </>,
          ],
        ]}
      />
      <ContactForm organisation={organisation} />
      <a className="people-link" href={placeHref('activity')}>
        <b>{t('activity.title')}</b>
        <span className="muted">{t('activity.link')}</span>
      </a>
    </section>
  )
}
