import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import { useTelemetry } from '../trackside.tsx'
import type { DataColumn } from '../ui/data-column.ts'
import { useSay } from '../words/say.tsx'
import type { DeviceItem } from './device-item.ts'
import { useDeviceColumns } from './devices-columns.tsx'

/** The columns of Devices with those that are there to be chosen. */
export function useAllDeviceColumns(): readonly DataColumn<DeviceItem>[] {
  const { t } = useTranslation()
  const usual = useDeviceColumns()
  return useMemo(() => {
    const more = (
      id: 'event' | 'owner' | 'heard' | 'model' | 'firmware' | 'notes',
      rest: Pick<DataColumn<DeviceItem>, 'cell' | 'sortBy'>,
    ): DataColumn<DeviceItem> => ({
      id,
      header: t(`devices.column.${id}`),
      track: 'minmax(7em, 0.8fr)',
      minPx: 98,
      fromWidth: 1200,
      startsHidden: true,
      ...rest,
    })
    const text = (textOf: (item: DeviceItem) => string) => ({
      sortBy: (item: DeviceItem) => textOf(item) || '~',
      cell: (item: DeviceItem) => <Text text={textOf(item)} />,
    })
    return [
      ...usual,
      more(
        'event',
        text(({ place }) => place?.event ?? ''),
      ),
      more('owner', { cell: ({ box }) => <Owner box={box} /> }),
      more('heard', { cell: ({ box }) => <Heard box={box} /> }),
      more(
        'model',
        text(({ box }) => box.model),
      ),
      more(
        'firmware',
        text(({ box }) => box.firmware),
      ),
      more(
        'notes',
        text(({ box }) => box.notes ?? ''),
      ),
    ]
  }, [t, usual])
}

function Text({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  return text === '' ? <span className="muted">{t('devices.nowhere')}</span> : <span title={text}>{text}</span>
}

function Owner({ box }: { readonly box: Box }) {
  const { t, nameOf } = useSay()
  return <Text text={nameOf(box.ownerId) ?? t('custody.partnerUnknown')} />
}

/** When it was last heard of (ux 13). */
function Heard({ box }: { readonly box: Box }) {
  const { time, now } = useSay()
  const telemetry = useTelemetry(box.id)
  return <Text text={telemetry === undefined ? '' : time.relative(telemetry.receivedAt, now)} />
}
