import { TestReads } from '../../../../electron/core/race-day/test-reads.ts'
import type { BoxId } from '../../../../shared/records/scalars.ts'
import { timePlus } from '../../../../shared/records/scalars.ts'
import { aField, type Field, NOW } from '../boxes/a-field.ts'

/** A field where chips are tested before the race. */
export interface TestingField {
  readonly field: Field
  readonly tests: TestReads
  /** What windows were told last. */
  told(): {
    readonly reads: readonly { readonly boxId: BoxId; readonly chip: string }[]
    readonly waiting: readonly BoxId[]
  }
  pass(ms: number): void
  restart(): Promise<void>
}

export function aTestingField(): TestingField {
  const field = aField()
  field.test.wall.now = NOW
  let monotonicMs = 0
  let tests = begin()

  function begin(): TestReads {
    const { links } = field
    const { desk } = field.test
    const onFault = (_where: string, error: unknown) => void field.faults.push(error)
    const made = new TestReads({ desk, boxes: links, monotonicMs: () => monotonicMs, onFault })
    field.test.recordsChanged = () => {
      links.recordsChanged()
      made.recordsChanged()
    }
    return made
  }

  return {
    field,
    get tests() {
      return tests
    },
    told() {
      const push = tests.snapshot()
      if (push.push !== 'test-reads') throw new Error('another push')
      return push
    },
    pass(ms) {
      monotonicMs += ms
      field.test.wall.now = timePlus(field.test.wall.now, ms)
      tests.tick()
    },
    async restart() {
      await field.restart()
      tests = begin()
    },
  }
}
