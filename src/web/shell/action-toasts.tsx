import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Run } from "../../client/run.ts";
import { actions as words } from "../messages/en/actions.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { useInbox } from "../../client/react.ts";
import { Caps } from "./caps.tsx";
import { progressWords } from "./action-words.ts";
import { useActions } from "./actions.ts";
import "./action-toasts.css";

/** Long enough to read it and to think again. */
const shownMs = 6_000;

interface ActionToast {
  run: Run;
}

/** What was done just now, how far it is, and how to take it back. Read out when the reader pauses. */
export default function ActionToasts() {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Toast.Provider timeout={shownMs}>
      <ActionFeed />
      {/* Within the page, so that a menu that opens lies above it. */}
      <div ref={setPlace} className="toasts-place" />
      <Toast.Portal container={place}>
        <Toast.Viewport className="toasts" aria-label={t(words.whatWasDone)}>
          <ActionToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** Shows the newest run. */
function ActionFeed() {
  const actions = useActions();
  const { add, close } = Toast.useToastManager<ActionToast>();
  const run = useSyncExternalStore(actions.subscribe, () => actions.newest);
  const isDone = useSyncExternalStore(actions.subscribe, () => actions.newest?.view.isDone ?? true);
  const isWorthSaying = useSyncExternalStore(
    actions.subscribe,
    () => actions.newest !== null && isToBeTold(actions.newest),
  );

  const shown = useRef<{ run: Run; id: string } | null>(null);

  useEffect(() => {
    if (run === null) return;
    const before = shown.current;
    // One at a time. Its successor is another one: what is fading away already would take it along.
    if (before !== null && (before.run !== run || !isWorthSaying)) close(before.id);
    if (!isWorthSaying) return;
    // One action is done as soon as it is asked for; many are told as long as they run.
    const staysOpen = !isDone && run.commands.length > 1;
    const options = { timeout: staysOpen ? 0 : shownMs, data: { run } };
    if (before?.run !== run) shown.current = { run, id: add(options) };
    else if (run.commands.length > 1) add({ ...options, id: before.id });
  }, [add, close, run, isDone, isWorthSaying]);

  return null;
}

/** What one sees happen, and what cannot be taken back, needs no words; nor does what was refused altogether. */
function isToBeTold({ commands, isUndo, view }: Run): boolean {
  if (view.refused.length === commands.length) return false;
  return isUndo || commands.length > 1 || !seenAtOnce.has(commands[0]?.command ?? "");
}

const seenAtOnce: ReadonlySet<string> = new Set([
  "conversation:read",
  "conversation:unread",
  "conversation:follow",
  "conversation:unfollow",
  "mention:read",
  "note:add",
  "message:send",
  "message:retry",
  "message:cancel",
]);

function ActionToastList() {
  const { toasts } = Toast.useToastManager<ActionToast>();
  return toasts.map((toast) =>
    toast.data === undefined ? null : (
      <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={["down", "left", "right"]}>
        <Toast.Content className="toast-content">
          <ActionToastContent run={toast.data.run} />
        </Toast.Content>
      </Toast.Root>
    ),
  );
}

function ActionToastContent({ run }: ActionToast) {
  const inbox = useInbox();
  const actions = useActions();
  const { isDone, settled, total, waiting, refused } = useSyncExternalStore(run.subscribe, () => run.view);
  const isUndoable = useSyncExternalStore(actions.subscribe, () => actions.undoable?.at === run.at) && !run.isUndo;
  const { commands, isUndo } = run;
  const isLong = commands.length > 1 && !isDone;
  return (
    <>
      <Toast.Title className="toast-title" render={<p />}>
        {progressWords({ commands, isUndo, isDone, refused: refused.map(({ command }) => command), total }, inbox)}
      </Toast.Title>
      {isLong ? (
        // For the eyes: read out, it would never end.
        <span className="toast-progress tabular" aria-hidden>
          <progress value={settled} max={total} />
          {t(words.progress, { settled, total })}
        </span>
      ) : null}
      {waiting > 0 ? (
        <button type="button" className="toast-action" onClick={() => run.stop()}>
          {t(words.stop)}
        </button>
      ) : null}
      {isUndoable ? (
        <button type="button" className="toast-action" onClick={() => actions.undo()}>
          {t(words.undo)} <Caps name="undo" />
        </button>
      ) : null}
      <Toast.Close className="toast-close" aria-label={t(shell.dismiss)}>
        <X size={16} aria-hidden />
      </Toast.Close>
    </>
  );
}
