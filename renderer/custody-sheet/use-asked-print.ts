import { useEffect } from 'react'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { tellPrint } from './sheet-buttons.tsx'

/**
 * The desktop's menu asked for the sheet on paper, maybe from another screen: now that it is there, it is printed.
 * @param fileName undefined: there is nothing on it, which is on the screen and not worth a page
 */
export function useAskedPrint(fileName: string | undefined): void {
  const { store } = useTrackside()
  const isAsked = useTracksideState(({ isPrintAsked }) => isPrintAsked)
  useEffect(() => {
    if (!(isAsked && store.getState().isPrintAsked)) return
    store.setState({ isPrintAsked: false })
    if (fileName !== undefined) tellPrint('printer', fileName)
  }, [isAsked, store, fileName])
}
