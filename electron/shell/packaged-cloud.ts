import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const packageSchema = z.object({ trackside: z.object({ cloudUrl: z.string().optional() }).optional() })

/** The cloud's address that packaging put into the application's package.json (`npm run dist -- --cloud=URL`). */
export function readPackagedCloud(appDir: string): string | undefined {
  try {
    const read = packageSchema.safeParse(JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8')))
    return read.data?.trackside?.cloudUrl
  } catch {
    // No package.json: nothing was packaged.
    return undefined
  }
}
