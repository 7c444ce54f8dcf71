/** Every limit that a caller can run into. Names carry their unit. */

/** Meta sends up to 3 MB and 1,000 updates in one POST. */
export const webhookBytes = 3 * 1024 * 1024;
/** UTF-16 units of a raw delivery in one row: three bytes each at most, and a row holds 2 MB. */
export const rawPartLength = 600_000;
/** A form of Twilio's: a message has 1,600 characters and ten files. */
export const formBytes = 256 * 1024;
/** A REST body; no resource of ours is larger. */
export const requestBytes = 1024 * 1024;
/** One text frame from a client; more closes nothing, it gets an `error` frame. */
export const clientFrameBytes = 64 * 1024;
/** Frames to clients are cut at this size, between two `seq`s. */
export const frameBytes = 64 * 1024;
/** Unread bytes after which a reader is closed with 4408 and catches up by cursor. */
export const unreadSocketBytes = 1024 * 1024;
/**
 * Bytes since the last proof that a reader reads, after which it is cut off whatever signs of life it gives; and of all
 * such readers together. A hub has 128 MB for everything.
 */
export const unreadSocketBytesMax = 16 * 1024 * 1024;
export const unreadBytesMax = 48 * 1024 * 1024;
/** After this many bytes a reader is asked to prove that it reads. */
export const bytesPerReadCheck = 512 * 1024;
/** Bytes of records after which a welcome is a `reset`, beside `welcomeRecords`. */
export const welcomeBytes = 4 * 1024 * 1024;
/** Open sockets of one agent: tabs and devices. */
export const socketsPerAgent = 20;
/** Welcomes in a minute, of one session and of all of an agent's: each costs the hub what a whole inbox does. */
export const sessionWelcomesPerMinute = 30;
export const agentWelcomesPerMinute = 120;
/** Requests to providers under way at once; the platform allows six connections. */
export const sendsAtOnce = 4;
/** Of what is due at one time (scheduled messages, snoozes) so many are seen to in one turn; the next follows at once. */
export const sweptAtOnce = 200;
/** Of these for one number: a slow provider must not take what the others need. */
export const sendsAtOncePerChannel = 3;
/** Messages a second of one number where its settings say nothing else (Meta, "Throughput"). */
export const sendsPerSecond = 80;
export const sendsPerSecondMax = 1_000;
/** Failed messages that are sent again by one request. */
export const retriesAtOnce = 200;
/** Rows of them that are read at a time: each is a whole message. */
export const undeliveredPerRead = 500;
/** Requests to show a customer that someone types: what the sends leave of those six connections. */
export const customerTypingsAtOnce = 2;
/** Tries of one message on answers that prove non-acceptance; then it has failed. */
export const sendAttempts = 8;
/** How many changes back the hub looks for what it sent to somebody: rows read, not written. */
export const lookBackPositions = 5_000;
/** A welcome with more records than this is a `reset`. */
export const welcomeRecords = 5_000;
/** WhatsApp text body, in UTF-16 units (Meta, "Text messages"). */
export const whatsappTextLength = 4_096;
/** Instagram text, in UTF-8 bytes (Meta, "Send messages"). */
export const instagramTextBytes = 1_000;
/** An SMS of up to ten segments, in UTF-16 units (Twilio, error 21617). */
export const smsTextLength = 1_600;
/** A mail's text, in UTF-16 units. */
export const mailTextLength = 500_000;
/** A mail on its way in, with its files (Cloudflare, "Email Routing: Limits"). */
export const mailBytes = 25 * 1024 * 1024;
/** What a thread shows of an inbound mail's text, and of what it quotes, in UTF-16 units; the whole is a file then. */
export const mailBodyLength = 100_000;
/** Bytes of a mail as received that stay with its message; its files are kept apart. */
export const mailRawLength = 200_000;
/** Openings, or clicks, of one tracked link that are looked at in a minute. */
export const trackedPerMinute = 20;
/** Mail domains that an org may name, and proofs of them that one scheduled run looks at again. */
export const mailDomains = 100;
export const domainChecksAtOnce = 50;
/** Files of an inbound mail that become attachments; with more of them the whole mail is one. */
export const mailFiles = 30;
/** Recipients that a message tells of, in To and Cc each, and earlier messages of its thread. */
export const mailPeople = 100;
export const mailReferences = 30;
/** What stands below every mail of a channel, in UTF-16 units. */
export const signatureLength = 2_000;
/** Openings of one tracked mail, and clicks in it, that are kept with it. */
export const trackedPerMessage = 10;
/** A caption of a WhatsApp file, in UTF-16 units (Meta, "Media messages"). */
export const whatsappCaptionLength = 1_024;
/** Reply buttons of a message, and rows of a list over all its sections (Meta, "Interactive messages"). */
export const replyButtons = 3;
export const listRows = 10;
/** The text above buttons or a list, and their titles, in UTF-16 units (Meta, "Interactive messages"). */
export const interactiveTextLength = 1_024;
export const buttonTitleLength = 20;
export const rowTitleLength = 24;
export const rowDescriptionLength = 72;
export const templateVariableLength = 1_024;
/** A template's text and its heading, with their variables filled in, in UTF-16 units (Meta, error 132005). */
export const templateBodyLength = 1_024;
export const templateHeadingLength = 60;
/** Templates of one account (Meta: 6,000 at most), and how many a page of the provider's list has. */
export const templatesPerAccount = 6_000;
export const templatesPerRequest = 200;
/** An emoji with all that may be joined to it, in UTF-16 units. */
export const emojiLength = 32;
export const attachmentsPerMessage = 10;
/** A file that is uploaded or that a customer sends (Meta, "Media": inbound up to 100 MB). */
export const mediaBytes = 100 * 1024 * 1024;
/** An upload as a form, which is held in memory whole; larger files are sent as the body itself. */
export const mediaFormBytes = 25 * 1024 * 1024;
/** Uploads that are in no message yet, of one person or program and of the org. They are deleted after a day. */
export const pendingUploads = 200;
export const pendingUploadBytes = 2 * 1024 * 1024 * 1024;
export const pendingUploadsPerOrg = 5_000;
/** Slow work beside the sends, such as downloads of files, under way at once. A connection counts until its answer begins. */
export const jobsAtOnce = 2;
export const subjectLength = 998;
export const ccPerMessage = 50;
/** How far ahead a message can be scheduled, in milliseconds. */
export const scheduleMaxMs = 366 * 86_400_000;
/** A draft or a note, in UTF-16 units. */
export const draftLength = 20_000;
/** How long a message can be held back for `cancel`, in milliseconds. */
export const holdMs = 30_000;
export const labelsPerConversation = 50;
export const labelsPerContact = 50;
/** Contacts that are merged into one: a merge is one commit, with all of them. */
export const mergedPerContact = 20;
/** What a team notes of a contact, and each one's name and value in UTF-16 units: every frame with the contact has all. */
export const attributesPerContact = 50;
export const attributeNameLength = 100;
export const attributeValueLength = 1_000;
/** Labels, teams, canned responses, macros and saved views of an org, each: every welcome carries them all. */
export const recordsPerSmallKind = 500;
/** A canned response, in UTF-16 units. */
export const cannedResponseLength = 5_000;
export const actionsPerMacro = 20;
/** Conversations looked at to tell how many are unread. */
export const countedConversations = 5_000;
/** Those that a client loads to tell it by itself: more than anybody reads off a number. */
export const loadedUnread = 1_000;
/** Of a conversation, how many messages that did not arrive its record names. */
export const markedUndelivered = 20;
/** Messages that a client holds before it forgets threads at which nobody looks. */
export const heldMessages = 5_000;
export const pageSize = 50;
export const pageSizeMax = 200;
/** Rows of one D1 batch and its size; D1 takes 2 MB a row, 100 parameters a statement. */
export const projectionRows = 500;
export const projectionBytes = 900_000;
export const pendingCommands = 500;
export const idLength = 256;
export const previewLength = 120;
export const nameLength = 200;
/** A phone number or an e-mail address as somebody types it (RFC 5321, "Path"). */
export const addressLength = 254;
/** Commands and signals a session may send in ten seconds before 4429. */
export const sessionFramesPer10s = 400;
/** The same of all of an agent's sessions together: somebody works in one or two at a time. */
export const agentFramesPer10s = 800;
/** More signals than these at once go out as one `signals` frame. */
export const signalsOneByOne = 10;
/** Channels to which one API key may be limited. */
export const channelsPerKey = 100;
export const agentsPerOrg = 3_000;
/** Browsers in which an agent is told by Web Push; one more takes the place of the one that was longest not seen. */
export const pushSubscriptionsPerAgent = 10;
/** The address of a browser at its push service; the longest in use (WNS) are near 600. */
export const pushEndpointLength = 2_000;
/** Tries of one push that its service asks to send again later. */
export const pushAttempts = 5;
/** Requests to push services under way at once. They share the six connections with sends, which come first: few, and short. */
export const pushesAtOnce = 2;
/** Failed sign-ins of one e-mail from one client address in `timing.signInWindowMs`. */
export const signInFailures = 10;
/** Requests of one client address to one public auth endpoint in `timing.addressWindowMs`. */
export const attemptsPerAddress = 100;
/** Failed sign-ins to one account in `timing.hourMs`, wherever they come from. */
export const accountFailures = 100;
/** Wrong passwords, reset links and verify tokens from one person or client address in `timing.signInWindowMs`. */
export const guesses = 10;
/** Accounts made from one client address in `timing.hourMs`. */
export const signUpsPerAddress = 100;
/** Invitations to one mail address in `timing.dayMs`; by one person, and of one organisation, in `timing.hourMs`. */
export const invitationsPerRecipient = 10;
export const invitationsPerOrg = 50;
/** Reset mails to one address in `timing.hourMs`: links of the last hour still work. */
export const resetMailsPerRecipient = 30;
/** Organisations that one person founds, in all and in `timing.dayMs`. */
export const organisationsPerPerson = 10;
/** Addresses of organisations that turn out to be taken, asked by one person in `timing.hourMs`. */
export const takenSlugs = 30;
/** Changes of their name or picture by one person in `timing.hourMs`: everybody gets each. */
export const profileChanges = 30;
/** The name of a person or organisation in a mail. */
export const mailedNameLength = 60;
export const passwordLength = 128;
export const pictureUrlLength = 2_000;
