import type { Readable } from 'node:stream'

export type JsonDocument = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

const MAX_CHARACTERS = 1_000_000

/** Parses, and keeps silent about what was wrong: JSON.parse would quote the text, and with it a key. */
export function parseJsonDocument(text: string): JsonDocument {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}

/**
 * Reads one JSON array or object from a stream that may stay open behind it, as standard input does under a parent
 * that lives on. Leaves the stream as it is.
 */
export function readJsonDocument(stream: Readable): Promise<JsonDocument> {
  return new Promise((resolve) => {
    let text = ''

    function finish(document: JsonDocument): void {
      stream.off('data', take)
      stream.off('end', end)
      stream.off('error', end)
      resolve(document)
    }

    function take(piece: string): void {
      text += piece
      if (text.length > MAX_CHARACTERS) finish({ ok: false })
      // A list that is cut off never parses, so the first time that it does is its end.
      if (!/[\]}]\s*$/.test(piece)) return
      const document = parseJsonDocument(text)
      if (document.ok) finish(document)
    }

    function end(): void {
      finish(parseJsonDocument(text))
    }

    stream.setEncoding('utf8')
    stream.on('data', take)
    stream.on('end', end)
    stream.on('error', end)
  })
}
