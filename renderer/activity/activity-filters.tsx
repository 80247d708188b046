import { HISTORY_KINDS } from '../../shared/history-filter.ts'
import type { ScreenState } from '../store.ts'
import { useDerived } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Field } from '../ui/field.tsx'
import { CloseIcon } from '../ui/icons.tsx'
import { Select } from '../ui/select.tsx'
import { useSay } from '../words/say.tsx'
import { type Chosen, isNarrowed, PERIODS } from './activity-filter.ts'

/** What to show of the history: kind, partner, period, done offline, one box, words from the window's search. */
export function ActivityFilters({
  chosen,
  change,
}: {
  readonly chosen: Chosen
  readonly change: (
    change: Partial<Pick<ScreenState, 'filter' | 'query'>> & { chosen?: Record<string, string> },
  ) => void
}) {
  const { t } = useSay()
  const partners = useDerived(['partner'], (records) =>
    [...records.all('partner')].toSorted((one, other) => one.name.localeCompare(other.name)),
  )
  return (
    <div className="activity-filters">
      <Chips
        label={t('activity.kinds')}
        chips={(['all', ...HISTORY_KINDS] as const).map((id) => ({ id, label: t(`activity.kind.${id}`) }))}
        value={chosen.kind}
        onChange={(filter) => change({ filter })}
      />
      <div className="activity-choices">
        <Select
          label={t('activity.partner')}
          options={[
            { value: '', label: t('activity.anyPartner') },
            ...partners.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          value={chosen.partnerId}
          onChange={(partner) => change({ chosen: { partner } })}
        />
        <Select
          label={t('activity.period')}
          options={PERIODS.map((value) => ({ value, label: t(`activity.periods.${value}`) }))}
          value={chosen.period}
          onChange={(period) => change({ chosen: { period } })}
        />
        {chosen.period === 'dates' ? (
          <>
            <Field
              kind="date"
              label={t('activity.firstDay')}
              value={chosen.firstDay}
              onChange={(firstDay) => change({ chosen: { firstDay } })}
            />
            <Field
              kind="date"
              label={t('activity.lastDay')}
              value={chosen.lastDay}
              onChange={(lastDay) => change({ chosen: { lastDay } })}
            />
          </>
        ) : null}
        <button
          type="button"
          className="chip"
          aria-pressed={chosen.offlineOnly}
          onClick={() => change({ chosen: { offline: chosen.offlineOnly ? '' : 'only' } })}
        >
          {t('activity.offlineOnly')}
        </button>
        <OnlyBox boxId={chosen.boxId} onOff={() => change({ chosen: { box: '' } })} />
        {chosen.text.trim() === '' ? null : (
          <Only
            label={t('activity.onlyWords', { words: chosen.text.trim() })}
            off={t('activity.onlyWordsOff', { words: chosen.text.trim() })}
            onOff={() => change({ query: '' })}
          />
        )}
        {isNarrowed(chosen) ? (
          <Button look="quiet" onClick={() => change({ filter: 'all', query: '', chosen: NOTHING_CHOSEN })}>
            {t('activity.clear')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

const NOTHING_CHOSEN = { partner: '', box: '', period: 'any', offline: '', firstDay: '', lastDay: '' }

function OnlyBox({ boxId, onOff }: { readonly boxId: string; readonly onOff: () => void }) {
  const { t } = useSay()
  const serial = useDerived(
    ['box', 'loan'],
    (records) => records.get('box', boxId)?.serial ?? records.where('loan', 'boxId', boxId)[0]?.boxSerial,
    [boxId],
  )
  if (boxId === '') return null
  const box = serial ?? t('command.aBox')
  return <Only label={t('activity.onlyBox', { box })} off={t('activity.onlyBoxOff', { box })} onOff={onOff} />
}

/** Something that the list is narrowed to, with its way out. */
function Only({ label, off, onOff }: { readonly label: string; readonly off: string; readonly onOff: () => void }) {
  return (
    <button
      type="button"
      className="chip activity-only"
      aria-pressed="true"
      title={off}
      aria-label={off}
      onClick={onOff}
    >
      {label}
      <CloseIcon />
    </button>
  )
}
