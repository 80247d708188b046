/** A page asks for a line to the core. */
export const CONNECT_CHANNEL = 'trackside:connect'
/** The answer: a port, in a message without data. */
export const PORT_CHANNEL = 'trackside:port'
/** A page is ready for what the shell asks of it (shared/shell-messages.ts). */
export const LISTEN_CHANNEL = 'trackside:listen'
/** What the shell asks of the page. */
export const SHELL_CHANNEL = 'trackside:shell'
/** What the page knows that the shell needs. */
export const TELL_CHANNEL = 'trackside:tell'
