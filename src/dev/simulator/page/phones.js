/**
 * The phones: pick a customer and write as they would. What is shown comes from the live feed alone; writing
 * goes through `/control/inbound`, like a script's.
 */
import { isTyping, renderChats, renderThread } from "./phones-view.js";

const byId = (id) => document.getElementById(id);
const app = byId("app");
const state = { numbers: new Map(), chats: new Map(), open: null, quote: null, filter: "" };

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
    renderChats(byId("chats"), state, handlers);
    if (!chat) return;
    byId("who").textContent = chat.customer.name ?? shownNumber(chat.customer);
    byId("whom").textContent =
      `${shownNumber(chat.customer)} writes to ${state.numbers.get(chat.phoneNumberId)?.name ?? chat.phoneNumberId}`;
    byId("quote").hidden = state.quote === null;
    byId("quote-text").textContent = state.quote?.text ?? "";
    byId("typing").hidden = !isTyping(chat);
    renderThread(byId("thread"), chat, handlers);
  });
}

function shownNumber(customer) {
  return customer.phone === null ? customer.userId : `+${customer.phone}`;
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
    body: JSON.stringify({ channel: "whatsapp", phoneNumberId: chat.phoneNumberId, ...customer, ...content }),
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
  // 555-01xx are the numbers that nobody has.
  byId("new-phone").value = `+1 202 555 01${String(Math.floor(Math.random() * 100)).padStart(2, "0")}`;
  byId("new-number").replaceChildren(
    ...[...state.numbers.values()].map(
      (number) => new Option(`${number.name} (+${number.displayNumber})`, number.phoneNumberId),
    ),
  );
  byId("new-customer").showModal();
});
byId("cancel").addEventListener("click", () => byId("new-customer").close());
byId("new-form").addEventListener("submit", () => {
  const phone = byId("new-phone").value.replaceAll(/\D/g, "");
  const phoneNumberId = byId("new-number").value;
  const key = `${phoneNumberId}:${phone}`;
  if (!state.chats.has(key)) {
    const customer = { phone, userId: null, name: byId("new-name").value.trim() || null };
    state.chats.set(key, { key, phoneNumberId, customer, messages: [], typingUntil: null });
  }
  handlers.open(key);
});

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
