/** The mailbox: writes as customers, and shows all mail, newest first, kept up to date while the page is open. */

const list = document.querySelector("#mails");
const none = document.querySelector("#none");
const form = document.querySelector("#write");
const writing = document.querySelector("#writing");
const fresh = document.querySelector("#fresh");
const outcome = document.querySelector("#outcome");
const time = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const shown = new Set();
/** The mail that is being answered. */
let answered = null;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Text with its links as links. Built from nodes: a mail's content is never taken for markup. */
function withLinks(text) {
  const paragraph = element("p", "text");
  for (const part of text.split(/(https?:\/\/[^\s<>"]+)/)) {
    if (!/^https?:\/\//.test(part)) {
      paragraph.append(part);
      continue;
    }
    const link = element("a", "", part);
    link.href = part;
    link.rel = "noreferrer";
    paragraph.append(link);
  }
  return paragraph;
}

/** The HTML as it came, in a frame that runs nothing; its links are clicked as from the customer's own device. */
function frameOf(mail) {
  const page = new DOMParser().parseFromString(mail.html, "text/html");
  for (const link of page.querySelectorAll("a[href]")) {
    link.href = `${location.origin}/mail/go?url=${encodeURIComponent(link.getAttribute("href"))}`;
    link.target = "_blank";
    link.rel = "noreferrer";
  }
  const frame = element("iframe", "html");
  frame.title = `Mail: ${mail.subject}`;
  frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
  return frame;
}

function button(text, onClick) {
  const made = element("button", "", text);
  made.type = "button";
  made.addEventListener("click", () => onClick(made));
  return made;
}

function mailItem(mail) {
  const item = element("li", mail.kind);
  const copies = mail.cc.length === 0 ? "" : ` · copy to ${mail.cc.join(", ")}`;
  item.append(
    element("h2", "", mail.subject || "(no subject)"),
    element("p", "envelope", `To ${mail.to}${copies} · from ${mail.from} · ${time.format(new Date(mail.at))}`),
  );
  if (mail.kind === "reply") {
    const acts = element("div", "acts");
    acts.append(
      button("Open", (self) => {
        self.remove();
        acts.before(frameOf(mail));
      }),
      button("Reply", () => answer(mail)),
    );
    item.append(acts);
  } else item.append(withLinks(mail.text || mail.html));
  for (const file of mail.files) item.append(element("p", "file", `📎 ${file.filename}`));
  return item;
}

function answer(mail) {
  answered = mail;
  const [, name = "", address = mail.to] = /^(.*?)\s*<([^<>]+)>$/.exec(mail.to) ?? [];
  form.elements.from.value = address.split(",")[0];
  if (name) form.elements.name.value = name;
  form.elements.subject.value = "";
  form.elements.subject.placeholder = `Re: ${mail.subject.replace(/^re:\s*/i, "")}`;
  form.elements.to.disabled = true;
  writing.textContent = `Answer “${mail.subject}”`;
  fresh.hidden = false;
  form.elements.text.focus();
}

function startFresh() {
  answered = null;
  form.elements.to.disabled = false;
  form.elements.subject.placeholder = "";
  writing.textContent = "Write as a customer";
  fresh.hidden = true;
}

/** A mail program puts what it answers below the answer. */
function withQuote(text) {
  if (answered === null) return text;
  const quoted = answered.text.replaceAll(/^/gm, "> ");
  return `${text}\n\nOn ${time.format(new Date(answered.at))}, ${answered.from} wrote:\n${quoted}\n`;
}

async function attachment(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { filename: file.name, contentType: file.type || undefined, content: btoa(binary) };
}

async function send() {
  const { name, from, to, cc, subject, text, isHtml, files } = form.elements;
  const mail = {
    channel: "email",
    from: from.value,
    name: name.value || undefined,
    ...(answered === null ? { to: to.value } : { quotes: answered.messageId }),
    cc: cc.value.split(/[\s,;]+/).filter((address) => address !== ""),
    ...(subject.value === "" ? {} : { subject: subject.value }),
    ...(isHtml.checked ? { html: text.value } : { text: withQuote(text.value) }),
    attachments: await Promise.all([...files.files].map(attachment)),
  };
  const response = await fetch("/control/inbound", { method: "POST", body: JSON.stringify(mail) });
  const result = await response.json();
  const isTaken = response.ok && result.status === 200;
  outcome.textContent = isTaken ? "Sent." : `Not sent: ${result.message ?? result.body ?? "Parley did not answer."}`;
  if (!isTaken) return;
  text.value = "";
  files.value = "";
  startFresh();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  outcome.textContent = "";
  send().catch((error) => (outcome.textContent = `Not sent: ${error.message}`));
});
fresh.addEventListener("click", startFresh);

/** Only what is new is added: a mail that is open stays open. */
async function refresh() {
  const response = await fetch("/control/mail");
  const { items } = await response.json();
  none.hidden = items.length > 0;
  for (const mail of items.toReversed()) {
    if (shown.has(mail.n)) continue;
    shown.add(mail.n);
    list.prepend(mailItem(mail));
  }
}

// The feed says when to look: a snapshot on every connection, `mail` when one has come.
const feed = new EventSource("/events");
feed.addEventListener("snapshot", () => {
  shown.clear();
  list.replaceChildren();
  return refresh();
});
feed.addEventListener("mail", refresh);
