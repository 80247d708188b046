import { useState } from 'react'
import type { Rescue } from '../../shared/desktop-api.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { rescueSentences } from './rescue-words.ts'

/** F5: the store was damaged. Stays until it was read. */
export function RescueNotice({ rescue }: { readonly rescue: Rescue }) {
  const say = useSay()
  const { core } = useTrackside()
  const [problem, setProblem] = useState<string>()
  const dismiss = () => {
    core.call('dismissRescue', {}).catch((error: unknown) => setProblem(faultSentence(say.t, error)))
  }
  return (
    <div className="problem-rescue">
      <Notice level="warning" action={<Button onClick={dismiss}>{say.t('action.dismiss')}</Button>}>
        <b>{say.t('rescue.title')}</b>
        <ul>
          {rescueSentences(say, rescue).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </div>
  )
}
