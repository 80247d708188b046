import { useState } from 'react'
import type { Status } from '../../shared/desktop-api.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { farewellSentences } from './farewell-words.ts'

/** O10: why nobody is signed in here any more, and what became of what was here. */
export function Farewell({ farewell }: { readonly farewell: NonNullable<Status['farewell']> }) {
  const say = useSay()
  const { core } = useTrackside()
  const [problem, setProblem] = useState<string>()
  const dismiss = () => {
    core.call('dismissFarewell', {}).catch((error: unknown) => setProblem(faultSentence(say.t, error)))
  }
  const [what, ...rest] = farewellSentences(say, farewell)
  return (
    <>
      <Notice level="warning" action={<Button onClick={dismiss}>{say.t('action.dismiss')}</Button>}>
        <b>{what}</b> {rest.join(' ')}
      </Notice>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </>
  )
}
