/** Where the core says what an engineer may need. Never a secret, never a name of a person. */
export interface Logger {
  info(message: string): void
  warn(message: string): void
  error(message: string, error: unknown): void
}

export function streamLogger(write: (line: string) => void): Logger {
  const line = (level: string, message: string) => write(`${new Date().toISOString()} ${level} ${message}\n`)
  return {
    info: (message) => line('info', message),
    warn: (message) => line('warn', message),
    error: (message, error) => line('error', `${message}: ${error instanceof Error ? error.stack : 'unknown'}`),
  }
}
