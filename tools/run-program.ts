import { spawn } from 'node:child_process'

export type Ended = { readonly exitCode: number; readonly output: string }

/**
 * Runs a Node program of this project from its root. Its output goes to the terminal as it comes, or is kept for
 * later, where several run at once and their lines would mix.
 */
export function runProgram(
  args: readonly string[],
  show: 'at once' | 'later',
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: new URL('..', import.meta.url),
      stdio: ['ignore', ...(show === 'later' ? (['pipe', 'pipe'] as const) : (['inherit', 'inherit'] as const))],
      env: { ...process.env, ...env },
    })
    const chunks: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}
