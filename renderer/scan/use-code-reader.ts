import { useEffect, useState } from 'react'
import { type CodeReader, openCodeReader } from './code-reader.ts'

/** A reader for as long as the caller is on screen. */
export function useCodeReader(): CodeReader | undefined {
  const [reader, setReader] = useState<CodeReader>()
  useEffect(() => {
    const opened = openCodeReader()
    setReader(opened)
    return () => opened.close()
  }, [])
  return reader
}
