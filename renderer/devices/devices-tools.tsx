import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { ColumnsButton } from '../ui/columns-button.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { GROUPINGS } from './device-groups.ts'
import type { DeviceItem } from './device-item.ts'
import type { DeviceView } from './use-device-view.ts'
import { ViewsMenu } from './views-menu.tsx'

/** What is ticked, and how the list is looked at. Always there, so that ticking moves nothing. */
export function DevicesTools({
  view,
  columns,
  shown,
  ticked,
}: {
  readonly view: DeviceView
  readonly columns: readonly DataColumn<DeviceItem>[]
  /** What the list has now. */
  readonly shown: readonly DeviceItem[]
  readonly ticked: readonly DeviceItem[]
}) {
  const { t } = useTranslation()
  return (
    <div className="devices-tools">
      <Ticked view={view} shown={shown} count={ticked.length} />
      <select
        className="devices-group-by"
        aria-label={t('devices.groupBy')}
        value={view.groupBy}
        onChange={({ currentTarget }) => {
          const by = GROUPINGS.find((one) => one === currentTarget.value)
          if (by) view.setGroupBy(by)
        }}
      >
        {GROUPINGS.map((by) => (
          <option key={by} value={by}>
            {t(`devices.grouping.${by}`)}
          </option>
        ))}
      </select>
      <ColumnsButton
        columns={columns}
        kept={view.screen.columns}
        hint={t('devices.columnsText')}
        onChange={(layout) => view.change({ columns: layout })}
      />
      <ViewsMenu view={view} />
    </div>
  )
}

function Ticked({
  view: { selected, change },
  shown,
  count,
}: {
  readonly view: DeviceView
  readonly shown: readonly DeviceItem[]
  readonly count: number
}) {
  const { t } = useTranslation()
  const inList = count === 0 ? 0 : shown.reduce((sum, { box }) => (selected.has(box.id) ? sum + 1 : sum), 0)
  const elsewhere = count - inList
  return (
    <div className="devices-ticked">
      <span role="status">
        {count === 0 ? null : t(elsewhere > 0 ? 'devices.tickedElsewhere' : 'devices.ticked', { count, elsewhere })}
      </span>
      {count === 0 ? null : (
        <Button look="quiet" title={t('devices.untickKey')} onClick={() => change({ selected: [] })}>
          {t('devices.untick')}
        </Button>
      )}
    </div>
  )
}
