import type { CallHandlers } from '../call-handlers.ts'
import { readBoxList } from './read-box-list.ts'

/** About lists of boxes to register. */
export function boxListCalls(): Pick<CallHandlers, 'readBoxList'> {
  return {
    async readBoxList({ csv }) {
      const read = await readBoxList(csv)
      return read.status === 'read' ? { status: 'read', boxes: [...read.boxes] } : read
    },
  }
}
