/** Every duration that two parties must agree on, in milliseconds. The hub sends the first three in `welcome`. */

export const heartbeatMs = 10_000;
export const lockTtlMs = 30_000;
/** When less than this is left of a lock's stored life, its true one is stored: a reset always leaves that long to come back. */
export const lockMarginMs = 10_000;
/** A socket without a ping for this long is half open and counts for nobody's presence. */
export const socketSilenceMs = 30_000;
/** Signals of a crowd that comes or goes at once are told together after a pause, the longer the more are told. */
export const signalPauseMs = 50;
export const signalPausePerReaderMs = 2;
export const signalPauseMaxMs = 1_000;
export const typingTtlMs = 6_000;
/** How often a customer is shown anew that someone types: WhatsApp shows it for 25 s (Meta, "Typing indicators"). */
export const customerTypingEveryMs = 20_000;
/** Somebody waits for the answer here, too: a resolver that takes longer has not answered. */
export const dnsTimeoutMs = 4_000;
/** What D1 has to say of a mail's domain before the mail leaves; then it leaves as it would have. */
export const domainLookUpMs = 3_000;
/** How often the proof of a mail domain is looked at again; and when the resolver was silent. */
export const domainCheckEveryMs = 86_400_000;
export const domainRetryMs = 3_600_000;
/** A domain whose DNS record is gone for this long is its org's no more. */
export const domainLapseMs = 7 * 86_400_000;
/** Whoever claims a number has connected it by then, or somebody else may. */
export const numberClaimMs = 10 * 60_000;
/** A provider that has not answered a send by then has answered ambiguously. */
export const providerTimeoutMs = 10_000;
/** Somebody waits for the answer: a provider that takes longer to say how a channel stands is not heard. */
export const healthTimeoutMs = 4_000;
/** A grant to send without a result after this long makes the message `unconfirmed`. */
export const grantTtlMs = 60_000;
/** A drain that has not ended by then is given up; its rows stay and are tried again. */
export const drainLimitMs = 10_000;
/** How long a list waits for `minSeq` before it answers 503 `stale`. */
export const minSeqWaitMs = 2_000;
/** A status or reaction for a message nobody knows yet waits this long for it. */
export const parkedTtlMs = 7 * 86_400_000;
/** An inbound fact older than this by its provider's clock is `ignored: too old`. */
export const factMaxAgeMs = 40 * 86_400_000;
/** Raw bytes of what was not stored are kept this long. */
export const deliveryTtlMs = 30 * 86_400_000;
/** Tombstones stay rows in D1 for this long: a batch that timed out may still commit. */
export const tombstoneTtlMs = 7 * 86_400_000;
/** WhatsApp's customer service window, from the customer's last message (Meta, "Customer service windows"). */
export const whatsappWindowMs = 24 * 3_600_000;
/** A click-to-WhatsApp advertisement opens the window for longer (Meta, "Free entry points"). */
export const whatsappAdWindowMs = 72 * 3_600_000;
/** Instagram's window, and how long a person may answer after it (Meta, "Human agent" tag). */
export const instagramWindowMs = 24 * 3_600_000;
export const humanAgentWindowMs = 7 * 86_400_000;
/** How often a number's templates are read anew, beside what its webhooks tell; and when that failed. */
export const templateSyncEveryMs = 86_400_000;
export const templateSyncRetryBaseMs = 60_000;
export const templateSyncRetryMaxMs = 6 * 3_600_000;
/** A mailbox's servers that fetch a picture sooner than this after the mail has left did so by themselves. */
export const mailPrefetchMs = 10_000;
/** Nobody reads a mail, and clicks, sooner than this after it has left: filters do. */
export const mailScanMs = 3_000;
/** A customer's name is asked of their provider for this long; after that with their next message. */
export const profileGiveUpMs = 86_400_000;
/** A webhook that was signed with a time longer ago than this, or ahead of it, is a replay (Svix, "Verifying payloads"). */
export const webhookToleranceMs = 5 * 60_000;
/** How old a cached number → org route may grow before D1 is asked again. */
export const routeTtlMs = 60_000;
/** How often the hub compares its roster with D1's members, when it is awake anyway. */
export const reconcileEveryMs = 3_600_000;
/** A change of membership that the hub has made is in D1 by then, or is undone. */
export const memberWriteMs = 60_000;
export const reconnectBaseMs = 500;
export const reconnectMaxMs = 30_000;
/** A token of POST /realtime/token lives this long, and opens one socket. */
export const socketTokenTtlMs = 60_000;
/** A socket lives this long at most; then whoever opened it proves anew who they are. */
export const socketTtlMs = 60 * 60_000;
/** A resume ticket of a welcome lives this long, and ends with its session. */
export const resumeTicketTtlMs = 60 * 60_000;
/** A socket that has not said hello by then is closed. */
export const helloTimeoutMs = 10_000;
/** What a request waits for D1; then it is answered 503. */
export const databaseTimeoutMs = 2_500;
/** D1 follows the hub after this pause, so that a burst becomes one batch. */
export const projectionDelayMs = 250;
/** A reader with too many unread bytes is cut off once it has given no sign of life for this long. */
export const slowReaderMs = 25_000;
/** A provider keeps a customer's file for a week (Meta, "Media"); then its download is given up. */
export const mediaGiveUpMs = 7 * 86_400_000;
/** One try to download a file; 100 MB take a minute and a half at 10 Mbit/s. */
export const mediaDownloadMs = 120_000;
/** Handing a file to a provider before its message; with the send itself within `grantTtlMs`. */
export const mediaUploadTimeoutMs = 30_000;
/** A file that was uploaded and is in no message after this long is deleted. */
export const uploadTtlMs = 86_400_000;
/** How long an address of a file lives that a provider fetches, and one that a person asked for. */
export const providerLinkTtlMs = 3_600_000;
export const mediaLinkTtlMs = 15 * 60_000;
export const jobRetryBaseMs = 5_000;
export const jobRetryMaxMs = 3_600_000;
/** A job whose object has died without a word is looked at again after this. */
export const jobLeaseMs = 180_000;
export const sendRetryBaseMs = 2_000;
export const sendRetryMaxMs = 15 * 60_000;
/** Windows in which sign-ins are counted: failures by e-mail and address, attempts by address. */
export const signInWindowMs = 15 * 60_000;
export const addressWindowMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
/** A push waits this long: for what belongs to it, and for an agent whose page is only being loaded again. */
export const pushDelayMs = 2_000;
/** What no browser has fetched after this long is told no more. */
export const pushTtlMs = 24 * 3_600_000;
export const pushRetryBaseMs = 5_000;
export const pushRetryMaxMs = 15 * 60_000;
/** How often the hub notes that a browser is still in use. */
export const pushSeenEveryMs = 24 * 3_600_000;
/** How exact an API key's last use is. */
export const keyUseMs = 5 * 60_000;
