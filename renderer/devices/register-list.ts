import { useMemo, useState } from 'react'
import type { ListedBox } from '../../shared/desktop-box-list.ts'
import { whyNotMore } from '../../shared/rules/allowance.ts'
import { faultSentence } from '../give/use-give.ts'
import { withBelow } from '../groups/group-facts.ts'
import { useGroupTree } from '../groups/use-groups.ts'
import { readCsvFile } from '../start-list/csv-file.ts'
import { useCan, useDerived, useOrganisationId, useTrackside } from '../trackside.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { type Known, planRegistration } from './plan-registration.ts'

interface BoxList {
  readonly file: string
  readonly boxes: readonly ListedBox[]
}

/** Opens a file with a list of boxes; what is in it is only shown. */
export function useBoxList() {
  const { core } = useTrackside()
  const { t } = useSay()
  const [list, setList] = useState<BoxList>()
  const [problem, setProblem] = useState<string>()
  const [isReading, setReading] = useState(false)
  const open = async (file: File) => {
    setReading(true)
    setProblem(undefined)
    try {
      const read = await readCsvFile(file)
      if (read.kind !== 'text') return setProblem(t(`devices.many.file.${read.kind}`, { file: file.name }))
      const result = await core.call('readBoxList', { csv: read.text })
      if (result.status === 'read') setList({ file: file.name, boxes: result.boxes })
      else setProblem(t(`devices.many.file.${result.problem}`, { file: file.name }))
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      setReading(false)
    }
  }
  return { list, problem, isReading, open, forget: () => setList(undefined) }
}

/** What becomes of each line, by what is there now. */
export function usePlan(list: BoxList | undefined) {
  const viewer = useOrganisationId()
  const canGroup = useCan('group.edit')
  const tree = useGroupTree()
  const groups = useMemo(
    () => (canGroup ? tree.roots.filter(({ isOurs }) => isOurs).flatMap(withBelow) : undefined),
    [canGroup, tree],
  )
  const serials = useDerived(
    ['box'],
    (records) => {
      const boxes = [...records.all('box')].filter(({ retiredAt }) => retiredAt === undefined)
      return {
        ownSerials: new Set(boxes.filter(({ ownerId }) => ownerId === viewer).map(({ serial }) => serial)),
        partnerSerials: new Map(
          boxes.filter(({ ownerId }) => ownerId !== viewer).map(({ serial, ownerId }) => [serial, ownerId] as const),
        ),
      }
    },
    [viewer],
  )
  return useMemo(() => {
    const known: Known = { ...serials, groups }
    return planRegistration(list?.boxes ?? [], known)
  }, [list, serials, groups])
}

/** L6: why the plan doesn't hold so many more; undefined where it does. */
export function useWhyNotMore(count: number): string | undefined {
  const say = useSay()
  const viewer = useOrganisationId()
  const refusal = useDerived(
    ['box', 'organisation'],
    (records) => (count === 0 ? undefined : whyNotMore(records, viewer, count)),
    [viewer, count],
  )
  return refusal && refusalSentence(say, refusal)
}
