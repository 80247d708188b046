import type { Box } from '../../shared/records/box.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { routes } from '../routes.ts'
import { useIdentity, useRecord } from '../trackside.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { type Say, useSay } from '../words/say.tsx'
import { actionOf } from './actions.ts'
import { keyOf } from './key-words.ts'
import type { Line } from './palette-lines.ts'

/** A line of the palette: what it is or does, of what kind, and for a box whose it is (L11). */
export function PaletteOption({
  id,
  line,
  query,
  active,
  blocked,
  onChoose,
}: {
  readonly id: string
  readonly line: Line
  readonly query: string
  readonly active: boolean
  /** The member's role doesn't allow it. */
  readonly blocked: boolean
  readonly onChoose: () => void
}) {
  const say = useSay()
  const { t } = say
  const role = useRecord('role', useIdentity()?.member.roleId)
  const boxId = line.kind === 'record' && line.subject.about === 'box' ? line.subject.id : undefined
  const box = useRecord('box', boxId)
  const shortcut = line.kind === 'action' ? actionOf(line.id).shortcut : undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as a combobox does
    // biome-ignore lint/a11y/useFocusableInteractive: the same: the focus stays in the field
    <div
      id={id}
      role="option"
      className="palette-option"
      aria-selected={active}
      aria-disabled={blocked || undefined}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="palette-name">
        <span>{nameOf(say, line, query)}</span>
        {box === undefined ? <Detail line={line} /> : <BoxTag box={box} />}
        {blocked ? <span className="small">{t('permission.missing', { role: role?.name ?? '–' })}</span> : null}
      </span>
      {shortcut === undefined ? null : <Kbd>{keyOf(t, shortcut)}</Kbd>}
      <span className="palette-kind muted small">{kindOf(say, line)}</span>
    </div>
  )
}

function nameOf({ t }: Say, line: Line, query: string): string {
  switch (line.kind) {
    case 'screen':
      return t(`nav.${routes.find(({ path }) => path === line.path)?.name ?? 'today'}`)
    case 'record':
      return line.subject.name
    case 'runner':
      return t('palette.runner', { bib: line.entry.bib, name: line.entry.name })
    case 'filter':
      return t('palette.filter', { query: query.trim() })
    case 'action':
      return line.subject === undefined ? t(`palette.ask.${line.id}`) : doing(t, line.id, line.subject.name)
  }
}

/** Only what is about a record has a sentence with its name. */
function doing(t: Say['t'], id: Extract<Line, { kind: 'action' }>['id'], name: string): string {
  return t(`palette.do.${id}` as 'palette.do.lend', { name })
}

function Detail({ line }: { readonly line: Line }) {
  const detail =
    line.kind === 'record' || (line.kind === 'action' && line.subject?.about !== 'box')
      ? (line.subject?.detail ?? '')
      : line.kind === 'runner'
        ? line.entry.race
        : ''
  return detail === '' ? null : <span className="muted small">{detail}</span>
}

function BoxTag({ box }: { readonly box: Box }) {
  return <CustodyTag facts={useCustody(box)} size="tag" />
}

function kindOf({ t }: Say, line: Line): string {
  if (line.kind === 'record') return t(`palette.kind.${line.subject.about}`)
  return t(`palette.kind.${line.kind === 'filter' ? 'action' : line.kind}`)
}
