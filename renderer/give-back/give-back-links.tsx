import { placeHref } from '../router.ts'
import { useDerived, useOrganisationId } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import { backToday, borrowedFrom } from './give-back-facts.ts'
import './give-back.css'

/** *Give back all to Sierra (3)*, one for each partner of whom something is here; then, for the day, its return slip. */
export function GiveBackLinks() {
  const { t, nameOf, now } = useSay()
  const viewer = useOrganisationId()
  const partners = useDerived(['loan'], (records) => borrowedFrom(records, viewer), [viewer])
  const back = useDerived(['loan'], (records) => backToday(records, viewer, now), [viewer, now])
  if (partners.length === 0 && back.length === 0) return null
  return (
    <div className="give-back-links">
      {partners.map(({ partnerId, count }) => (
        <a key={partnerId} className="button" href={placeHref('give-back', partnerId)}>
          {t('giveBack.link', { partner: nameOf(partnerId) ?? t('custody.partnerUnknown'), count })}
        </a>
      ))}
      {back.map(({ partnerId, count }) => (
        <a key={partnerId} className="button" href={placeHref('give-back', partnerId)}>
          {t('giveBack.slipLink', { partner: nameOf(partnerId) ?? t('custody.partnerUnknown'), count })}
        </a>
      ))}
    </div>
  )
}
