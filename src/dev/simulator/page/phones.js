/**
 * The phones: pick a customer and write as they would. What is shown comes from the live feed alone; writing
 * goes through `/control/inbound`, like a script's.
 */
import { channelNames, isTyping, renderChats, renderSwitch, renderThread, shownAddress } from "./phones-view.js";

const byId = (id) => document.getElementById(id);
const app = byId("app");
const state = { numbers: new Map(), chats: new Map(), channel: "whatsapp", open: null, quote: null, filter: "" };

const handlers = {
  open(key) {
    state.open = key;
    state.quote = null;
    render();
    byId("text").focus();
  },
  quote(message) {
    state.quote = message;
    render();
    byId("text").focus();
  },
  react(message, emoji) {
    write({ type: "reaction", quotes: message.id, emoji: message.customerReaction === emoji ? "" : emoji });
  },
};

let scheduled = false;
/** Many changes in one frame are one render. */
function render() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    const chat = state.chats.get(state.open);
    app.dataset.view = chat ? "chat" : "list";
    app.dataset.channel = state.channel;
    renderSwitch(byId("switch"), state, chooseChannel);
    renderChats(byId("chats"), state, handlers);
    if (!chat) return;
    const business = state.numbers.get(chat.phoneNumberId);
    byId("who").textContent = chat.customer.name ?? shownAddress(chat.customer);
    byId("whom").textContent =
      `${shownAddress(chat.customer)} writes to ${business?.name ?? chat.phoneNumberId} over ${channelNames[state.channel]}`;
    byId("quote").hidden = state.quote === null;
    byId("quote-text").textContent = state.quote?.text ?? "";
    byId("typing").hidden = !isTyping(chat);
    // An SMS can neither quote nor react.
    renderThread(byId("thread"), chat, business?.channel === "sms" ? null : handlers);
  });
}

/** Another channel's phones; an open thread of another one is closed. */
function chooseChannel(channel) {
  if (state.channel !== channel) state.open = null;
  state.channel = channel;
  render();
}

function upsert(chat, message) {
  const index = chat.messages.findLastIndex((other) => other.id === message.id);
  if (index < 0) chat.messages.push(message);
  else chat.messages[index] = message;
}

/** Its end is told by nobody: the page looks at it again then. */
function showTyping(chat, until) {
  chat.typingUntil = until;
  if (isTyping(chat)) setTimeout(render, until - Date.now() + 20);
}

function change(event) {
  switch (event.type) {
    case "number":
      state.numbers.set(event.number.phoneNumberId, event.number);
      break;
    case "chat": {
      const known = state.chats.get(event.chat.key) ?? { messages: [], typingUntil: null };
      state.chats.set(event.chat.key, { ...known, ...event.chat });
      break;
    }
    case "message": {
      const chat = state.chats.get(event.chat);
      if (chat) upsert(chat, event.message);
      break;
    }
    case "typing": {
      const chat = state.chats.get(event.chat);
      if (chat) showTyping(chat, event.until);
      break;
    }
  }
  render();
}

/** Sends what a customer did. Parley not answering is said in words; the simulator goes on trying. */
async function write(content) {
  const chat = state.chats.get(state.open);
  if (!chat) return;
  const { phone, userId, name } = chat.customer;
  const customer = {
    from: phone === null ? userId : `+${phone}`,
    ...(phone !== null && userId !== null && { userId }),
    ...(name !== null && { name }),
  };
  const response = await fetch("/control/inbound", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ channel: state.channel, phoneNumberId: chat.phoneNumberId, ...customer, ...content }),
  }).catch(() => null);
  const answer = response === null ? null : await response.json();
  const problem = byId("problem");
  problem.hidden = answer !== null && answer.status >= 200 && answer.status < 300;
  problem.textContent =
    answer === null
      ? "The simulator does not answer. Is it still running?"
      : (answer.message ??
        `Parley answered ${answer.status ?? "nothing"}. The message is sent again until it is accepted.`);
}

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value.trim();
  if (text === "") return;
  write({ text, ...(state.quote && { quotes: state.quote.id }) });
  byId("text").value = "";
  state.quote = null;
  render();
});

/** The kind that a phone would call the file. */
function kindOf(mimeType) {
  const kind = mimeType.split("/")[0];
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "document";
}

byId("file").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  const bytes = new Uint8Array(await file.arrayBuffer());
  target.value = "";
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const mimeType = file.type || "application/octet-stream";
  write({ type: kindOf(mimeType), media: { base64: btoa(binary), mimeType, filename: file.name } });
});

byId("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("composer").requestSubmit();
});

byId("unquote").addEventListener("click", () => handlers.quote(null));
byId("back").addEventListener("click", () => {
  state.open = null;
  render();
});
byId("search").addEventListener("input", (event) => {
  state.filter = event.target.value.trim().toLowerCase();
  render();
});

byId("add").addEventListener("click", () => {
  byId("new-form").reset();
  const isInstagram = state.channel === "instagram";
  byId("new-address").textContent = isInstagram ? "Instagram name" : "Phone";
  const address = byId("new-phone");
  address.pattern = isInstagram ? "@?[\\w.]{1,30}" : "\\+?[0-9 \\(\\)\\-]{7,20}";
  address.inputMode = isInstagram ? "text" : "tel";
  // 555-01xx are the numbers that nobody has.
  const random = String(Math.floor(Math.random() * 100)).padStart(2, "0");
  address.value = isInstagram ? `customer.${random}` : `+1 202 555 01${random}`;
  byId("new-number").replaceChildren(
    ...[...state.numbers.values()]
      .filter((number) => number.channel === state.channel)
      .map((number) => new Option(`${number.name} (${number.displayNumber})`, number.phoneNumberId)),
  );
  byId("new-customer").showModal();
});
byId("cancel").addEventListener("click", () => byId("new-customer").close());
byId("new-form").addEventListener("submit", () => {
  const address = byId("new-phone").value.trim();
  const phoneNumberId = byId("new-number").value;
  const name = byId("new-name").value.trim() || null;
  const customer =
    state.channel === "instagram"
      ? { phone: null, userId: instagramId(address), name: name ?? address }
      : { phone: address.replaceAll(/\D/g, ""), userId: null, name };
  const key = `${phoneNumberId}:${customer.phone ?? customer.userId}`;
  if (!state.chats.has(key)) {
    state.chats.set(key, { key, phoneNumberId, customer, messages: [], typingUntil: null });
  }
  handlers.open(key);
});

/** Instagram names people by ids of its own; the same name has the same one. */
function instagramId(name) {
  let hash = 7n;
  for (const character of name) hash = (hash * 131n + BigInt(character.codePointAt(0))) % 10n ** 15n;
  return `1${String(hash).padStart(15, "0")}`;
}

const link = byId("link");
const feed = new EventSource("/events");
feed.addEventListener("open", () => {
  link.textContent = "Live";
  link.dataset.live = "true";
});
feed.addEventListener("error", () => {
  link.textContent = "Reconnecting…";
  link.dataset.live = "false";
});
feed.addEventListener("snapshot", ({ data }) => {
  const { numbers, chats } = JSON.parse(data);
  state.numbers = new Map(numbers.map((number) => [number.phoneNumberId, number]));
  state.chats = new Map(chats.map((chat) => [chat.key, chat]));
  for (const chat of chats) showTyping(chat, chat.typingUntil ?? null);
  render();
});
feed.addEventListener("change", ({ data }) => change(JSON.parse(data)));
