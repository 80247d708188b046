import type { Partner } from '../../shared/records/organisation.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { Button } from '../ui/button.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { Select } from '../ui/select.tsx'
import { type Say, useSay } from '../words/say.tsx'
import { useDoor } from './door-context.ts'
import './signed-view.css'

/** Nearest at hand, by a click each. */
const SHOWN = 3

export type Whom = OrganisationId | 'anyone'

/** L15: for whom a loan is: a partner, the last one first, a stranger by its card, or anyone. */
export function WhomChoice({
  partners,
  strangers,
  value,
  onChange,
  onScan,
}: {
  readonly partners: readonly Partner[]
  /** Met by their card a moment ago (O8). */
  readonly strangers: ReadonlySet<OrganisationId>
  readonly value: Whom
  readonly onChange: (whom: Whom) => void
  readonly onScan: () => void
}) {
  const say = useSay()
  const { t } = say
  const door = useDoor()
  const { near, far } = shownPartners(partners, value)
  const labelOf = (partner: Partner) => `${partner.name} (${partner.number})`
  return (
    <>
      <RadioCards<Whom>
        label={t('lend.recipient')}
        value={value}
        onChange={onChange}
        cards={[
          ...near.map((partner) => ({
            value: partner.id,
            label: labelOf(partner),
            detail: sinceWords(say, partner, strangers),
          })),
          { value: 'anyone', label: t('lend.anyone'), detail: t('lend.anyoneWhy') },
        ]}
      />
      {far.length === 0 ? null : (
        <Select<OrganisationId | ''>
          label={t('lend.otherPartner')}
          value=""
          onChange={(id) => (id === '' ? undefined : onChange(id))}
          options={[
            { value: '', label: t('lend.otherPartnerChoose') },
            ...far.map((partner) => ({ value: partner.id, label: labelOf(partner) })),
          ]}
        />
      )}
      <div className="signed-view-buttons">
        <Button onClick={onScan}>{t('lend.scanCard')}</Button>
        <Button look="quiet" onClick={() => door.show('card', [])}>
          {t('ticket.show.card')}
        </Button>
      </div>
    </>
  )
}

/** The last partners, and the chosen one wherever it stands. */
export function shownPartners(partners: readonly Partner[], value: Whom) {
  const first = partners.slice(0, SHOWN)
  const chosen = partners.slice(SHOWN).filter(({ id }) => id === value)
  const near = [...first, ...chosen]
  return { near, far: partners.filter((partner) => !near.includes(partner)) }
}

function sinceWords({ t, time, now }: Say, partner: Partner, strangers: ReadonlySet<OrganisationId>): string {
  if (strangers.has(partner.id)) return t('lend.firstTime')
  return t('lend.since', { since: time.day(partner.since.slice(0, 10), now) })
}
