/** The mailbox: what Parley has mailed, newest first, kept up to date while the page is open. */

const list = document.querySelector("#mails");
const none = document.querySelector("#none");
const time = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
let shown = -1;

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

function mailItem(mail) {
  const item = element("li");
  item.append(
    element("h2", "", mail.subject),
    element("p", "envelope", `To ${mail.to} · from ${mail.from} · ${time.format(new Date(mail.at))}`),
    withLinks(mail.text),
  );
  return item;
}

async function refresh() {
  const response = await fetch("/control/mail");
  const { items } = await response.json();
  if (items.length === shown) return;
  shown = items.length;
  none.hidden = shown > 0;
  list.replaceChildren(...items.map(mailItem));
}

// The feed says when to look: a snapshot on every connection, `mail` when one has come.
const feed = new EventSource("/events");
feed.addEventListener("snapshot", refresh);
feed.addEventListener("mail", refresh);
