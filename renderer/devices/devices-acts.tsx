import { useState } from 'react'
import { useWanted } from '../palette/palette-context.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useCan, useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { columnsInOrder, layoutOf } from '../ui/column-layout.ts'
import { type DataColumn, inOrder } from '../ui/data-column.ts'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { saveText } from '../ui/save-button.tsx'
import { dateIn } from '../words/format-time.ts'
import { useSay } from '../words/say.tsx'
import type { DeviceItem } from './device-item.ts'
import { devicesCsv } from './devices-csv.ts'
import { RegisterDialog } from './register-dialog.tsx'
import { RegisterManyDialog } from './register-many-dialog.tsx'
import { TickedActs } from './ticked-acts.tsx'
import type { DeviceView } from './use-device-view.ts'

const REGISTERING = ['register-box', 'register-many'] as const

/** What can be done with boxes in general, and, where some are ticked, with those: that is then the one primary act. */
export function DevicesActs({
  view,
  shown,
  ticked,
  columns,
  isEmpty,
  onNew,
}: {
  readonly view: DeviceView
  readonly shown: readonly DeviceItem[]
  readonly ticked: readonly DeviceItem[]
  readonly columns: readonly DataColumn<DeviceItem>[]
  /** There is no box at all: registering the first one is the primary act then. */
  readonly isEmpty: boolean
  /** After an act of one's own, nothing waits to be shown. */
  readonly onNew: () => void
}) {
  const { t } = useSay()
  const [canBorrow, canEdit] = [useCan('share.borrow'), useCan('box.edit')]
  const door = useDoor()
  const save = useSaveCsv(view, columns)
  const [dialog, setDialog] = useState<'register' | 'many'>()
  const borrow = () => door.receive({ title: t('devices.add') })
  const register: readonly MenuItem[] = [
    { label: t('devices.register'), onChoose: () => setDialog('register') },
    { label: t('devices.registerMany'), onChoose: () => setDialog('many') },
  ]
  const saved = ticked.length > 0 ? ticked : shown
  const csv: MenuItem = {
    label: t(ticked.length > 0 ? 'devices.csv.saveTicked' : 'devices.csv.save', { count: saved.length }),
    onChoose: () => save(saved),
    whyNot: saved.length === 0 ? t('devices.csv.nothing') : undefined,
  }
  useWanted(undefined, [...(canEdit ? REGISTERING : []), 'boxes-csv'], (act) => {
    if (act === 'boxes-csv') save(shown)
    else setDialog(act === 'register-box' ? 'register' : 'many')
  })
  const menu = [...(canEdit ? register : []), csv]
  const close = () => {
    setDialog(undefined)
    onNew()
  }
  return (
    <>
      <TickedActs
        ticked={ticked}
        menu={[...(canBorrow ? [{ label: t('devices.add'), onChoose: borrow }] : []), ...menu]}
        onDone={() => view.change({ selected: [] })}
        onClose={onNew}
      />
      {ticked.length > 0 ? null : (
        <>
          <Menu label={t('devices.actions')} items={menu} />
          {canBorrow ? (
            <Button look={isEmpty && canEdit ? 'plain' : 'primary'} onClick={borrow}>
              {t('devices.add')}
            </Button>
          ) : null}
        </>
      )}
      {dialog === 'register' ? <RegisterDialog onClose={close} /> : null}
      {dialog === 'many' ? <RegisterManyDialog onClose={close} /> : null}
    </>
  )
}

/** Saves boxes in the list's order, with the columns that are chosen, whether there is room for all of them or not. */
function useSaveCsv({ screen }: DeviceView, columns: readonly DataColumn<DeviceItem>[]) {
  const say = useSay()
  const { store } = useTrackside()
  return (items: readonly DeviceItem[]) => {
    const layout = layoutOf(columns, screen.columns)
    const shown = columnsInOrder(columns, layout).filter(({ id }) => !layout.hidden.includes(id))
    const { telemetry } = store.getState()
    const text = devicesCsv(say, inOrder(items, columns, screen.sort), shown, (boxId) => telemetry.get(boxId))
    saveText(text, say.t('devices.csv.file', { date: dateIn(say.time.zone, say.now) }))
  }
}
