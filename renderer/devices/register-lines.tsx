import { useMemo, useState } from 'react'
import { organisationIdSchema } from '../../shared/records/scalars.ts'
import { Chips } from '../ui/chips.tsx'
import type { DataColumn, Sort } from '../ui/data-column.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { type Say, useSay } from '../words/say.tsx'
import type { LineProblem, PlannedLine } from './plan-registration.ts'

const lineId = ({ line }: PlannedLine) => `line-${line}`
const lineName = ({ serial }: PlannedLine) => serial
/** Lines aren't opened: all of one is in its row. */
const stay = () => undefined

/** The lines of a list, each with what becomes of it. */
export function RegisterLines({ lines }: { readonly lines: readonly PlannedLine[] }) {
  const say = useSay()
  const { t } = say
  const [only, setOnly] = useState<'all' | 'leftOut'>('all')
  const [sort, setSort] = useState<Sort | null>(null)
  const leftOut = useMemo(() => lines.filter(({ problem }) => problem !== undefined), [lines])
  const columns = useMemo(() => lineColumns(say), [say])
  return (
    <div className="register-lines">
      <Chips
        label={t('devices.many.lines')}
        chips={[
          { id: 'all', label: t('devices.many.all'), count: lines.length },
          { id: 'leftOut', label: t('devices.many.onlyLeftOut'), count: leftOut.length },
        ]}
        value={only}
        onChange={setOnly}
      />
      <DataTable
        label={t('devices.many.lines')}
        rows={only === 'all' ? lines : leftOut}
        columns={columns}
        rowId={lineId}
        rowName={lineName}
        opened={undefined}
        onOpen={stay}
        sort={sort}
        onSort={setSort}
        card={(line) => <LineCard line={line} />}
        empty={<EmptyState title={t('devices.many.noneLeftOut')} />}
      />
    </div>
  )
}

function lineColumns(say: Say): readonly DataColumn<PlannedLine>[] {
  const { t } = say
  return [
    {
      id: 'line',
      header: t('devices.many.line'),
      track: '3em',
      sortBy: ({ line }) => line,
      cell: ({ line }) => line,
    },
    {
      id: 'serial',
      header: t('devices.serial'),
      track: 'minmax(7em, 0.8fr)',
      sortBy: ({ serial }) => serial,
      cell: ({ serial }) => <span className="mono">{serial}</span>,
    },
    {
      id: 'alias',
      header: t('devices.alias'),
      track: 'minmax(5em, 0.8fr)',
      sortBy: ({ alias }) => alias,
      cell: ({ alias }) => <span title={alias}>{alias}</span>,
    },
    {
      id: 'what',
      header: t('devices.many.what'),
      track: 'minmax(12em, 1.8fr)',
      sortBy: ({ problem }) => problem?.code ?? '',
      cell: (line) => <What line={line} />,
    },
  ]
}

function LineCard({ line }: { readonly line: PlannedLine }) {
  return (
    <>
      <span>
        {line.line} <b className="mono">{line.serial}</b> {line.alias}
      </span>
      <What line={line} />
    </>
  )
}

function What({ line: { problem, group, serial } }: { readonly line: PlannedLine }) {
  const say = useSay()
  if (problem !== undefined) {
    const sentence = problemSentence(say, problem, serial)
    return (
      <span className="register-problem" title={sentence}>
        <span aria-hidden="true">▲ </span>
        {sentence}
      </span>
    )
  }
  return <span>{group === undefined ? say.t('devices.many.good') : goodInGroup(say, group)}</span>
}

function goodInGroup({ t }: Say, { kind, name }: NonNullable<PlannedLine['group']>): string {
  return t(kind === 'new' ? 'devices.many.goodNewGroup' : 'devices.many.goodGroup', { group: name })
}

function problemSentence({ t, nameOf }: Say, problem: LineProblem, serial: string): string {
  switch (problem.code) {
    case 'serialWrong':
      return t('devices.many.problem.serialWrong', { written: problem.written })
    case 'twice':
      return t('devices.many.problem.twice', { line: problem.firstLine })
    case 'partners': {
      const id = organisationIdSchema.parse(problem.ownerId)
      return t('devices.many.problem.partners', { partner: nameOf(id) ?? t('custody.partnerUnknown') })
    }
    case 'groupTwice':
      return t('devices.many.problem.groupTwice', { group: problem.name })
    case 'oursAlready':
      return t('devices.many.problem.oursAlready', { serial })
    default:
      return t(`devices.many.problem.${problem.code}`)
  }
}
