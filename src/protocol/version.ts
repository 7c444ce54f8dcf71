/** The one protocol version this build speaks; `hello` carries it, 4400 refuses another. */
export const protocolVersion = 1;

/** The WebSocket subprotocol the server selects. A browser also offers `token.<jwt>` or `resume.<ticket>`. */
export const subprotocol = "parley.v1";
export const tokenSubprotocolPrefix = "token.";
export const resumeSubprotocolPrefix = "resume.";
