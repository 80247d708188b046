import type { CodeReader } from './code-reader.ts'
import { MOST_CHARACTERS } from './scanned-text.ts'

/** What was in a file that somebody opened, dropped or pasted. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'no-code' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable' }

/** A picture's code, or a file's text. */
export async function readFileText(file: File, reader: CodeReader): Promise<FileText> {
  if (file.type.startsWith('image/')) {
    const text = await reader.read(file)
    return text === undefined ? { kind: 'no-code' } : { kind: 'text', text }
  }
  if (file.size > MOST_CHARACTERS) return { kind: 'too-large' }
  try {
    return { kind: 'text', text: await file.text() }
  } catch {
    // It is gone, or may not be read.
    return { kind: 'unreadable' }
  }
}
