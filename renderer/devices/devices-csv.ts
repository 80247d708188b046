import type { Telemetry } from '../../shared/cloud-api.ts'
import { BYTE_ORDER_MARK, csvLine } from '../../shared/csv.ts'
import { custodyWords } from '../custody/custody-words.ts'
import type { DataColumn } from '../ui/data-column.ts'
import type { Say } from '../words/say.tsx'
import type { DeviceItem } from './device-item.ts'

type TelemetryOf = (boxId: DeviceItem['box']['id']) => Telemetry | undefined
type Cells = readonly (string | number | undefined)[]

/** The boxes as a spreadsheet takes them: the columns that are shown, times as UTC. */
export function devicesCsv(
  say: Say,
  items: readonly DeviceItem[],
  columns: readonly Pick<DataColumn<DeviceItem>, 'id' | 'header'>[],
  telemetryOf: TelemetryOf,
): string {
  const head = columns.flatMap(({ id, header }) => headOf(say, id) ?? [header])
  const lines = items.map((item) => csvLine(columns.flatMap(({ id }) => cellsOf(say, id, item, telemetryOf))))
  return BYTE_ORDER_MARK + csvLine(head) + lines.join('')
}

/** Where one column on the screen says several things, or a file has to say in what. */
function headOf({ t }: Say, column: string): readonly string[] | undefined {
  if (column === 'custody') return [t('devices.csv.custody'), t('devices.csv.partner'), t('devices.csv.until')]
  if (column === 'battery') return [t('devices.csv.battery')]
  return column === 'heard' ? [t('devices.csv.heard')] : undefined
}

function cellsOf(say: Say, column: string, item: DeviceItem, telemetryOf: TelemetryOf): Cells {
  const { box, custody, group, place } = item
  switch (column) {
    case 'box':
      return [box.serial]
    case 'name':
      return [box.alias]
    case 'custody':
      return [custodyWords(say, custody).lead, custody.partner, custody.loan?.endsAt]
    case 'group':
      return [group?.path]
    case 'share':
      return [group?.share?.partner]
    case 'at':
      return [placeText(say, place)]
    case 'battery':
      return [telemetryOf(box.id)?.batteryPercent]
    case 'event':
      return [place?.event]
    case 'owner':
      return [say.nameOf(box.ownerId)]
    case 'heard':
      return [telemetryOf(box.id)?.receivedAt]
    case 'model':
      return [box.model]
    case 'firmware':
      return [box.firmware]
    default:
      return [box.notes]
  }
}

function placeText({ t }: Say, place: DeviceItem['place']): string | undefined {
  if (place === undefined) return undefined
  if (place.usedBy !== '') return t('devices.usedBy', { organisation: place.usedBy })
  return place.names === '' ? place.event : t(place.backup ? 'devices.backup' : 'devices.main', { place: place.names })
}
