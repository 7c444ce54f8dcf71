import { Popover } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../controls/button.tsx";
import { TextField } from "../controls/field.tsx";
import { useShortcutHandlers } from "../shell/keyboard.tsx";
import { dayName } from "../time.ts";
import { useToday } from "../today.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import "../controls/popup.css";
import "./thread-date.css";

interface ThreadDateProps {
  /** The day of what is seen at the top, ISO 8601. */
  day: string;
  toTime: (at: string) => void;
  toOldest: () => void;
}

/** Over the thread: the day of what is read, and the way to another one. */
export function ThreadDate({ day, toTime, toOldest }: ThreadDateProps) {
  const today = useToday();
  const [open, setOpen] = useState(false);
  useShortcutHandlers({ goDate: () => setOpen(true) });

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const date = new FormData(event.currentTarget).get("date");
    if (typeof date !== "string" || date === "") return;
    setOpen(false);
    // Without a zone it is the reader's own midnight.
    toTime(new Date(`${date}T00:00`).toISOString());
  }

  return (
    <div className="thread-date">
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger className="thread-date-button" aria-label={t(words.dayAndJump, { day: dayName(day, today) })}>
          {dayName(day, today)}
          <ChevronDown size={14} aria-hidden />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner sideOffset={6} className="popup-positioner">
            <Popover.Popup className="menu thread-date-popup" aria-label={t(words.jump)}>
              <form className="thread-date-form" onSubmit={submit}>
                <TextField
                  label={t(words.jump)}
                  type="date"
                  name="date"
                  required
                  max={inputDate(today)}
                  defaultValue={inputDate(new Date(day))}
                />
                <Button type="submit" look="primary">
                  {t(words.go)}
                </Button>
              </form>
              <Button
                look="quiet"
                onClick={() => {
                  setOpen(false);
                  toOldest();
                }}
              >
                {t(words.toFirst)}
              </Button>
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

/** As a date field takes it: the day in the reader's zone. */
function inputDate(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
