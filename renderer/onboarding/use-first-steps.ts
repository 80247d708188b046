import { useDerived, useIdentity, useOrganisationId, useScreenState } from '../trackside.tsx'
import { FIRST_STEP_KINDS, type FirstStep, firstSteps } from './first-steps.ts'

const SCREEN = 'first-steps'
const NO_PERMISSIONS: readonly never[] = []

export interface FirstSteps {
  readonly steps: readonly FirstStep[]
  readonly isShown: boolean
  /** Kept for this member, with what it keeps of its screens. */
  readonly show: (isWanted: boolean) => void
}

/** They go by themselves once all is done, or when the member hides them, and come back when asked for. */
export function useFirstSteps(): FirstSteps {
  const viewer = useOrganisationId()
  const permissions = useIdentity()?.permissions ?? NO_PERMISSIONS
  const steps = useDerived(FIRST_STEP_KINDS, (records) => firstSteps(records, viewer, permissions), [
    viewer,
    permissions,
  ])
  const [{ chosen }, change] = useScreenState(SCREEN)
  const isOpen = chosen['shown'] === undefined ? steps.some(({ isDone }) => !isDone) : chosen['shown'] === 'yes'
  return {
    steps,
    isShown: steps.length > 0 && isOpen,
    show: (isWanted) => change({ chosen: { shown: isWanted ? 'yes' : 'no' } }),
  }
}
