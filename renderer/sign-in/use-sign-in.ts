import { useCallback, useState } from 'react'
import type { CallArgs, CallResult, SignInProblem } from '../../shared/desktop-api.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { type Say, useSay } from '../words/say.tsx'

/** What failed, as a sentence; a fault has no code. */
interface SignInTrouble {
  readonly code: SignInProblem | undefined
  readonly sentence: string
}

type Failed = Extract<CallResult<'signIn'>, { status: 'failed' }>

/** Signing in and up, and joining: what failed, with a sentence. What follows comes as a push. */
export function useSignIn() {
  const { core } = useTrackside()
  const { t } = useSay()
  const [trouble, setTrouble] = useState<SignInTrouble>()
  const [busy, setBusy] = useState(false)
  const run = useCallback(
    async (call: () => Promise<CallResult<'signIn'>>, isInvited = false) => {
      setBusy(true)
      setTrouble(undefined)
      try {
        const result = await call()
        if (result.status === 'failed') {
          setTrouble({ code: result.problem, sentence: signInProblemSentence(t, result, isInvited) })
        }
        return result.status === 'done'
      } catch (error) {
        setTrouble({ code: undefined, sentence: faultSentence(t, error) })
        return false
      } finally {
        setBusy(false)
      }
    },
    [t],
  )
  return {
    signIn: useCallback((args: CallArgs<'signIn'>) => run(() => core.call('signIn', args)), [run, core]),
    signUp: useCallback((args: CallArgs<'signUp'>) => run(() => core.call('signUp', args)), [run, core]),
    acceptInvitation: useCallback(
      (args: CallArgs<'acceptInvitation'>) => run(() => core.call('acceptInvitation', args), true),
      [run, core],
    ),
    trouble,
    busy,
  }
}

function signInProblemSentence(t: Say['t'], { problem, retryAfterS }: Failed, isInvited: boolean): string {
  // Who is invited can't choose the address.
  if (problem === 'EMAIL_TAKEN' && isInvited) return t('signIn.invitedEmailTaken')
  if (problem === 'TOO_MANY' && retryAfterS !== undefined)
    return t('signIn.tooManySeconds', { seconds: Math.ceil(retryAfterS) })
  return t(`signIn.problem.${problem}`)
}
