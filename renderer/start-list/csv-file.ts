/** More than this is certainly no start list; the core takes no more either. */
export const MAX_CSV_BYTES = 20_000_000

export type CsvFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable' }

export async function readCsvFile(file: Pick<File, 'size' | 'arrayBuffer'>): Promise<CsvFile> {
  if (file.size > MAX_CSV_BYTES) return { kind: 'too-large' }
  try {
    return { kind: 'text', text: decodeCsv(new Uint8Array(await file.arrayBuffer())) }
  } catch {
    // It is gone, or may not be read.
    return { kind: 'unreadable' }
  }
}

/** Spreadsheets write UTF-8, UTF-16 with a mark, or what Windows had before: names keep their accents in each. */
export function decodeCsv(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
