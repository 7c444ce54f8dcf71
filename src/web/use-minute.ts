import { useEffect, useState } from "react";

const minuteMs = 60_000;

/** The time, ISO 8601 UTC, to the minute or so: for what ends by itself while it is looked at. */
export function useMinute(): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
