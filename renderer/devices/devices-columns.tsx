import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { hasLowBattery } from '../../shared/rules/battery.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { ShareMark } from '../custody/share-mark.tsx'
import { useTelemetry } from '../trackside.tsx'
import { Changed } from '../ui/changed.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { type Say, useSay } from '../words/say.tsx'
import { type DeviceItem, hasNoContact } from './device-item.ts'

export function useDeviceColumns(): readonly DataColumn<DeviceItem>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        id: 'box',
        header: t('devices.column.box'),
        track: 'minmax(5.6em, 0.8fr)',
        minPx: 79,
        isEssential: true,
        sortBy: ({ box }) => box.serial,
        cell: (item, _, shown) => <BoxCell item={item} withName={!shown.has('name')} />,
      },
      {
        id: 'name',
        header: t('devices.column.name'),
        track: 'minmax(6em, 0.8fr)',
        fromWidth: 780,
        minPx: 84,
        sortBy: ({ box }) => box.alias,
        cell: ({ box }) => box.alias,
      },
      {
        id: 'custody',
        header: t('devices.column.custody'),
        track: 'minmax(21em, 2fr)',
        minPx: 294,
        isEssential: true,
        sortBy: ({ custody }) => custody.loan?.endsAt ?? '~',
        // The mark of a shared group stands with whose the box is, where it has no column of its own.
        cell: (item, _, shown) => <CustodyCell item={item} withMark={!shown.has('share')} />,
      },
      {
        id: 'group',
        header: t('devices.column.group'),
        track: 'minmax(7em, 1fr)',
        fromWidth: 880,
        minPx: 98,
        sortBy: ({ group }) => group?.path ?? '~',
        cell: ({ group }) => <GroupCell t={t} group={group} />,
      },
      {
        id: 'share',
        header: t('devices.column.share'),
        track: 'minmax(9em, 0.8fr)',
        fromWidth: 1000,
        minPx: 126,
        sortBy: ({ group }) => (group?.share ? `${group.share.partner} ${group.path}` : '~'),
        cell: ({ group }) => (group?.share ? <ShareMark share={group.share} /> : null),
      },
      {
        id: 'at',
        header: t('devices.column.at'),
        track: 'minmax(6.5em, 1fr)',
        fromWidth: 668,
        minPx: 91,
        sortBy: ({ place }) => place?.names ?? '~',
        cell: (item) => <PlaceCell t={t} item={item} />,
      },
      {
        id: 'battery',
        header: t('devices.column.battery'),
        track: '7em',
        fromWidth: 570,
        minPx: 98,
        cell: (item) => <BatteryCell item={item} />,
      },
    ],
    [t],
  )
}

/** The same as a card, where columns have no room. */
export function DeviceCard({ item }: { readonly item: DeviceItem }) {
  const { t } = useSay()
  const { box, place } = item
  return (
    <>
      <div className="device-card-head">
        <b>{box.alias === '' ? box.serial : box.alias}</b>
        {box.alias === '' ? null : <span className="mono muted">{box.serial}</span>}
      </div>
      <CustodyCell item={item} withMark />
      <div className="device-card-foot">
        {item.group === undefined ? null : <span className="muted">{item.group.path}</span>}
        {place === undefined ? null : <PlaceCell t={t} item={item} />}
        <BatteryCell item={item} inCard />
      </div>
    </>
  )
}

function BoxCell({ item: { box }, withName }: { readonly item: DeviceItem; readonly withName: boolean }) {
  return (
    <span className="device-box">
      <span className="mono">{box.serial}</span>
      {withName && box.alias !== '' ? <span className="device-alias-below">{box.alias}</span> : null}
    </span>
  )
}

/** The group's own name, and below it those that it is in. */
function GroupCell({ t, group }: { readonly t: Say['t']; readonly group: DeviceItem['group'] }) {
  if (group === undefined) return <span className="muted">{t('devices.nowhere')}</span>
  return (
    <span className="device-two" title={group.path}>
      <span>{group.name}</span>
      {group.above === '' ? null : <small>{group.above}</small>}
    </span>
  )
}

/** With the mark of what we share ourselves; of what is shared with us, the tag says it. */
function CustodyCell({
  item: { custody, group },
  withMark = false,
}: {
  readonly item: DeviceItem
  readonly withMark?: boolean
}) {
  const share = withMark && custody.state !== 'through-group' ? group?.share : undefined
  const isOneLine = custody.loan === undefined
  return (
    <Changed value={`${custody.state} ${custody.loan?.endsAt ?? ''} ${custody.through?.available ?? ''}`}>
      <span className={share && !isOneLine ? 'device-marked' : undefined}>
        <CustodyTag facts={custody} size="line" />
        {share === undefined ? null : <ShareMark share={share} size={isOneLine ? 'below' : 'name'} />}
      </span>
    </Changed>
  )
}

function PlaceCell({ t, item }: { readonly t: Say['t']; readonly item: DeviceItem }) {
  const { place, running } = item
  const words = placeWords(t, place)
  // The partner on a line of its own, so that it isn't cut off.
  const below = place?.usedBy || (running ? t('devices.run') : '')
  return (
    <Changed value={words}>
      <span className="device-two" title={placeTitle(t, place)}>
        <span className={place === undefined ? 'muted' : undefined}>
          {place?.usedBy ? t('devices.usedByAbove') : words}
        </span>
        {below === '' ? null : <small>{below}</small>}
      </span>
    </Changed>
  )
}

/** `FINISH, main`; of a box that isn't placed yet, its event. */
function placeWords(t: Say['t'], place: DeviceItem['place']): string {
  if (place === undefined) return t('devices.nowhere')
  if (place.usedBy !== '') return t('devices.usedBy', { organisation: place.usedBy })
  if (place.names === '') return place.event
  return t(place.backup ? 'devices.backup' : 'devices.main', { place: place.names })
}

/** The whole, as it may be cut off. */
function placeTitle(t: Say['t'], place: DeviceItem['place']): string | undefined {
  if (place === undefined) return undefined
  if (place.usedBy !== '' || place.names === '') return placeWords(t, place)
  return t('box.atEvent', { place: placeWords(t, place), event: place.event })
}

/** The latest that was heard, and how old it is where it is old (ux 13). */
function BatteryCell({
  item: { box, custody },
  inCard = false,
}: {
  readonly item: DeviceItem
  /** Without a column's head above it, nothing says more than a dash. */
  readonly inCard?: boolean
}) {
  const { t, time, now } = useSay()
  const telemetry = useTelemetry(box.id)
  const nothing = inCard ? null : <span className="muted">{t('devices.neverHeard')}</span>
  if (custody.through?.available === false) return nothing
  if (custody.state === 'lent') return <span className="muted">{t('devices.withThem')}</span>
  if (telemetry === undefined) return nothing
  const percent = telemetry.batteryPercent
  const low = hasLowBattery(telemetry)
  const battery = percent === undefined ? '' : t('devices.percent', { percent: Math.round(percent) })
  if (!hasNoContact(telemetry, now)) {
    return low ? <span className="device-warning">{t('devices.low', { battery })}</span> : battery
  }
  const age = time.duration(telemetry.receivedAt, now)
  return (
    <span className="device-two">
      <span className="device-warning">{t('devices.noContact')}</span>
      <small>{battery === '' ? age : t('devices.lastHeard', { age, battery })}</small>
    </span>
  )
}
