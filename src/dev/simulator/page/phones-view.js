/** Draws the list of customers and the open thread. Text is set as text, never as markup. */

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const emojis = ["👍", "❤️", "😂", "🙏"];
const ticks = { pending: "🕓", sent: "✓", delivered: "✓✓", read: "✓✓" };
const tickNames = { pending: "on its way", sent: "sent", delivered: "delivered", read: "read" };

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function listTime(at) {
  const age = Date.now() - at;
  if (new Date(at).toDateString() === new Date().toDateString()) return clock.format(at);
  return age < 6 * 86_400_000 ? weekday.format(at) : date.format(at);
}

function initials(customer) {
  const words = (customer.name ?? "").split(/\s+/).filter(Boolean);
  return words.length === 0
    ? "#"
    : words
        .slice(0, 2)
        .map((word) => [...word][0])
        .join("")
        .toUpperCase();
}

/** A customer's number, or the id that stands for it. */
export function shownAddress({ phone, userId }) {
  return phone === null ? userId : `+${phone}`;
}

export const channelNames = { whatsapp: "WhatsApp", instagram: "Instagram", sms: "SMS" };

/** True while the business writes a reply to this customer. */
export function isTyping(chat) {
  return chat.typingUntil !== null && chat.typingUntil > Date.now();
}

function chatButton(chat, current, handlers) {
  const last = chat.messages.at(-1);
  const name = chat.customer.name ?? shownAddress(chat.customer);
  const button = element(
    "button",
    { class: "chat", type: "button", "aria-current": String(current) },
    element("span", { class: "avatar", "aria-hidden": "true" }, initials(chat.customer)),
    element("span", { class: "name", dir: "auto" }, name),
    element("time", {}, last ? listTime(last.at) : ""),
    isTyping(chat)
      ? element("span", { class: "preview is-typing" }, "typing…")
      : element("span", { class: "preview", dir: "auto" }, last?.text ?? "Nothing yet"),
  );
  button.addEventListener("click", () => handlers.open(chat.key));
  return element("li", {}, button);
}

/** Customers by the business they write to, newest first. */
export function renderChats(list, state, handlers) {
  const rows = [];
  for (const number of state.numbers.values()) {
    if (number.channel !== state.channel) continue;
    const chats = [...state.chats.values()]
      .filter((chat) => chat.phoneNumberId === number.phoneNumberId)
      .filter(({ customer }) =>
        `${customer.name ?? ""} ${customer.phone ?? customer.userId}`.toLowerCase().includes(state.filter),
      )
      .sort((a, b) => (b.messages.at(-1)?.at ?? Infinity) - (a.messages.at(-1)?.at ?? Infinity));
    if (chats.length === 0) continue;
    rows.push(element("li", { class: "business" }, `${number.name} · ${number.displayNumber}`));
    for (const chat of chats) rows.push(chatButton(chat, chat.key === state.open, handlers));
  }
  list.replaceChildren(...rows);
}

/** A file of a message, played or shown where a browser can. */
function file({ id, mimeType, filename }) {
  const src = `/control/media/${id}`;
  const name = filename ?? mimeType;
  if (mimeType.startsWith("image/")) return element("img", { class: "file", src, alt: name });
  if (mimeType.startsWith("audio/")) return element("audio", { class: "file", src, controls: "", preload: "metadata" });
  if (mimeType.startsWith("video/")) return element("video", { class: "file", src, controls: "", preload: "metadata" });
  return element("a", { class: "file", href: src, download: filename ?? "file" }, name);
}

function bubble(message, quoted, handlers) {
  const item = element("li", { class: "message", "data-from": message.from, "data-id": message.id, tabindex: "0" });
  if (message.quotes !== null)
    item.append(element("p", { class: "quoted", dir: "auto" }, quoted?.text ?? "An older message"));
  const files = message.files ?? [];
  for (const one of files) item.append(file(one));
  // "[image]" stands for the file where there is none to be seen.
  if (files.length === 0 || !/^(\[\w+\] ?)+$/.test(message.text))
    item.append(element("p", { dir: "auto" }, message.text));
  const meta = element(
    "span",
    { class: "meta" },
    element("time", { title: new Date(message.at).toLocaleString() }, clock.format(message.at)),
  );
  const tick = element(
    "span",
    { class: "tick", "data-tick": message.tick, title: tickNames[message.tick] },
    ticks[message.tick],
  );
  tick.setAttribute("role", "img");
  tick.setAttribute("aria-label", tickNames[message.tick]);
  meta.append(tick);
  item.append(meta);
  const reactions = [message.customerReaction, message.businessReaction].filter(Boolean).join(" ");
  if (reactions !== "") item.append(element("span", { class: "reaction" }, reactions));
  if (message.from === "business" && handlers !== null) item.append(actions(message, handlers));
  return item;
}

function actions(message, handlers) {
  const quote = element("button", { type: "button" }, "Reply");
  quote.addEventListener("click", () => handlers.quote(message));
  const reactions = emojis.map((emoji) => {
    const button = element("button", { type: "button", "aria-label": `React ${emoji}` }, emoji);
    button.addEventListener("click", () => handlers.react(message, emoji));
    return button;
  });
  return element("div", { class: "actions" }, quote, ...reactions);
}

/** One button a channel. */
export function renderSwitch(bar, state, choose) {
  const buttons = Object.entries(channelNames).map(([channel, name]) => {
    const pressed = String(channel === state.channel);
    const button = element("button", { type: "button", "aria-pressed": pressed, "data-channel": channel }, name);
    button.addEventListener("click", () => choose(channel));
    return button;
  });
  const focused = bar.contains(document.activeElement) ? document.activeElement.dataset.channel : undefined;
  bar.replaceChildren(...buttons);
  buttons.find((button) => button.dataset.channel === focused)?.focus();
}

/** The whole thread; a reader at its end stays there, one in the past keeps their place. */
export function renderThread(list, chat, handlers) {
  const changed = list.dataset.chat !== chat.key;
  const atEnd = changed || list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const rows = [];
  let day = "";
  for (const message of chat.messages) {
    const itsDay = date.format(message.at);
    if (itsDay !== day) rows.push(element("li", { class: "day" }, itsDay));
    day = itsDay;
    const quoted = message.quotes === null ? null : chat.messages.find((other) => other.id === message.quotes);
    rows.push(bubble(message, quoted, handlers));
  }
  const place = list.scrollTop;
  const focused = list.contains(document.activeElement)
    ? document.activeElement.closest(".message")?.dataset.id
    : undefined;
  list.replaceChildren(...rows);
  list.dataset.chat = chat.key;
  list.scrollTop = atEnd ? list.scrollHeight : place;
  if (focused !== undefined) rows.find((row) => row.dataset.id === focused)?.focus({ preventScroll: true });
}
