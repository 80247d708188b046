/** A page asks for a line to the core. */
export const CONNECT_CHANNEL = 'trackside:connect'
/** The answer: a port, in a message without data. */
export const PORT_CHANNEL = 'trackside:port'
