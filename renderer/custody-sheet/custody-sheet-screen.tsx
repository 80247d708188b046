import { DemoMark } from '../frame/demo-mark.tsx'
import { goTo, placeHref, usePlace } from '../router.ts'
import { recordKey } from '../store.ts'
import { useDerived, useIdentity, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { Select } from '../ui/select.tsx'
import { dateIn } from '../words/format-time.ts'
import { SayProvider, useSay } from '../words/say.tsx'
import { SheetButtons } from './sheet-buttons.tsx'
import {
  choiceText,
  readChoice,
  SHEET_KINDS,
  type SheetChoice,
  type SheetRow,
  sheetChoices,
  sheetRows,
} from './sheet-rows.ts'
import { sheetCells } from './sheet-words.ts'
import { useAskedPrint } from './use-asked-print.ts'
import './custody-sheet.css'

const SCREEN = 'custody-sheet'

/** Whose boxes are where, to print or keep as PDF, and to be signed (L11). */
export function CustodySheetScreen() {
  const { opened } = usePlace()
  const choice = readChoice(opened)
  const zone = useDerived(
    ['event'],
    (records) => (choice.kind === 'event' ? records.get('event', choice.id)?.timeZone : undefined),
    [choiceText(choice)],
  )
  const sheet = <Sheet choice={choice} />
  return zone === undefined ? sheet : <SayProvider zone={zone}>{sheet}</SayProvider>
}

function Sheet({ choice }: { readonly choice: SheetChoice }) {
  const { t, time, now } = useSay()
  const viewer = useOrganisationId()
  const of = useNames(choice)
  const unconfirmed = useTracksideState((state) => state.unconfirmed)
  const rows = useDerived(
    SHEET_KINDS,
    (records) => sheetRows(records, viewer, (kind, id) => unconfirmed.has(recordKey(kind, id)), choice),
    [viewer, unconfirmed, choiceText(choice)],
  )
  const fileName = rows.length === 0 ? undefined : t('custodySheet.fileName', { of, date: dateIn(time.zone, now) })
  useAskedPrint(fileName)
  return (
    <main className="custody-sheet">
      <div className="custody-sheet-controls">
        <ScreenHead
          title={t('custodySheet.title')}
          actions={fileName === undefined ? null : <SheetButtons fileName={fileName} />}
        >
          <Choice choice={choice} />
          {window.trackside === undefined ? <p className="muted small">{t('custodySheet.printWhy')}</p> : null}
        </ScreenHead>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title={t('custodySheet.none')}
          action={
            <a className="button" href={placeHref('loans')}>
              {t('custodySheet.openLoans')}
            </a>
          }
        >
          {t('custodySheet.noneWhy')}
        </EmptyState>
      ) : (
        <Paper rows={rows} of={of} />
      )}
    </main>
  )
}

function Choice({ choice }: { readonly choice: SheetChoice }) {
  const { t } = useSay()
  const { partners, events } = useChoices()
  return (
    <Select<string>
      label={t('custodySheet.choose')}
      value={choiceText(choice)}
      onChange={(text) => goTo(SCREEN, text)}
      options={[
        { value: 'all', label: t('custodySheet.all') },
        ...partners.map(({ id, name }) => ({
          value: choiceText({ kind: 'partner', id }),
          label: t('custodySheet.partner', { partner: name }),
        })),
        ...events.map(({ id, name }) => ({
          value: choiceText({ kind: 'event', id }),
          label: t('custodySheet.event', { event: name }),
        })),
      ]}
    />
  )
}

function useChoices() {
  const viewer = useOrganisationId()
  return useDerived(SHEET_KINDS, (records) => sheetChoices(records, viewer), [viewer])
}

/** Whose sheet it is, and of which partner or event. */
function useNames(choice: SheetChoice): string {
  const organisation = useIdentity()?.organisation
  const { partners, events } = useChoices()
  const chosen = [...partners, ...events].find(({ id }) => choice.kind !== 'all' && id === choice.id)
  return [organisation?.name ?? '', chosen?.name ?? ''].filter(Boolean).join(' – ')
}

/** What is printed. */
function Paper({ rows, of }: { readonly rows: readonly SheetRow[]; readonly of: string }) {
  const { t, time, now } = useSay()
  return (
    <div className="custody-paper">
      <DemoMark />
      <div className="custody-paper-head">
        <p className="custody-paper-title">{t('custodySheet.heading', { of })}</p>
        <p>
          {t('custodySheet.printed', { when: time.long(now, now), zone: time.zone })} ·{' '}
          {t('custodySheet.count', { count: rows.length })}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow window it scrolls sideways, by arrow keys too */}
      <section className="custody-paper-table" aria-label={t('custodySheet.title')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`custodySheet.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PaperRow key={row.box.id} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

const COLUMNS = [
  'columnBox',
  'columnName',
  'columnCustody',
  'columnUntil',
  'columnPartner',
  'columnPlace',
  'columnSign',
] as const

function PaperRow({ row }: { readonly row: SheetRow }) {
  const say = useSay()
  const { custody, until, partner, place } = sheetCells(say, row)
  return (
    <tr>
      <th scope="row" className="mono">
        {row.box.serial}
      </th>
      <td>{row.box.alias}</td>
      <td>{custody}</td>
      <td>{until}</td>
      <td>{partner}</td>
      <td>{place}</td>
      <td className="custody-paper-sign" />
    </tr>
  )
}
